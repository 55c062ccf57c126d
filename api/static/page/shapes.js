// What of an answer still has a name of before.

/** The bare value of an answer. */
export function unwrapped(path, value) {
  if (path.startsWith("/status") && "reason" in value) return { ...value, last_signal_reason: value.reason };
  return value;
}

/** Whether the service has a stream of events; asked once. */
export async function offersStream() {
  const response = await fetch("/openapi.json").catch(() => null);
  return Boolean(response?.ok && (await response.text()).includes('"/stream"'));
}
