// Asking several paths at once: what came, what did not, and how grave that is.

import { get } from "./service.js";

/** An answer that nothing is known of. */
export const UNKNOWN = { value: null, asOf: null, stale: false, note: null, next: null };

/**
 * {answers, isAway, grave, lack}: an answer for each path, null where it failed; whether the service is away;
 * the sentence of a fault among the first `core` paths (all where it is undefined), and of any, else null.
 */
export async function read(paths, core) {
  const settled = await Promise.allSettled(paths.map(get));
  const faults = settled.map(({ reason }) => reason ?? null);
  const firstOf = (some) => some.find((fault) => fault !== null)?.message ?? null;
  return {
    answers: settled.map(({ value }) => value ?? null),
    isAway: faults.some((fault) => fault?.isUnreachable),
    grave: firstOf(faults.slice(0, core)),
    lack: firstOf(faults),
  };
}
