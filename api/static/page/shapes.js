/** Whether the service has a stream of events; asked once. */
export async function offersStream() {
  const response = await fetch("/openapi.json").catch(() => null);
  return Boolean(response?.ok && (await response.text()).includes('"/stream"'));
}
