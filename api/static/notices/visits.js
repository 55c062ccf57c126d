// Until when this browser has seen what happened, by the times of what happened: a replay's clock is its candles'.

const KEY = "noticed-until";
const until = () => localStorage.getItem(KEY);

/** Whether something happened after all that was seen; never on a first visit. */
export const isUnseen = (at) => until() !== null && Date.parse(at) > Date.parse(until());

/** Remember that all up to a moment was seen. */
export function sawUntil(at) {
  if (until() === null || Date.parse(at) > Date.parse(until())) localStorage.setItem(KEY, at);
}
