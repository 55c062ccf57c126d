// Lists and opinions that still arrive wrapped in an object: taken out, so that blocks know one form.

/** The bare value of an answer. */
export function unwrapped(path, value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  if (Array.isArray(value.items)) return path.startsWith("/portfolio/allocation") ? value.allocation ?? {} : value.items;
  if (Array.isArray(value.points)) return value.points;
  if (path.startsWith("/ai/prediction") && "prediction" in value) return { ...value, ...value.prediction };
  if (path.startsWith("/macro/insights") && "insight" in value) {
    return { ...value, ...value.insight, bias_score: value.insight?.bias, events_counted: value.insight?.events, events: value.events };
  }
  if (path.startsWith("/status") && "reason" in value) return { ...value, last_signal_reason: value.reason };
  return value;
}

/** Where an address is answered while it has no route of its own. */
export const addressOf = (path) => (path === "/portfolio/allocation" ? "/portfolio/strategies" : path);

/** Whether the service has a stream of events; asked once. */
export async function offersStream() {
  const response = await fetch("/openapi.json").catch(() => null);
  return Boolean(response?.ok && (await response.text()).includes('"/stream"'));
}
