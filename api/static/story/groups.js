// Signals in groups: neighbours of one symbol that ended alike for the same reason are one line.

import { condition } from "../page/freshness.js";
import { heldOf } from "../page/held.js";
import { because, deed } from "./words.js";

const withoutNumbers = (text) => text.replaceAll(/[+-]?\d[\d.,e+-]*/g, "#");

/** Signals, newest first, each with what was done: {signal, done, why}; `configOf(symbol)` is the config in use. */
export function withDeeds(signals, configOf) {
  const later = new Map();
  return signals.map((signal) => {
    const { symbol } = signal;
    const now = { held: heldOf(symbol), config: configOf(symbol), isLast: condition.now === "complete" };
    const done = deed(signal, later.get(symbol), now);
    later.set(symbol, signal);
    return { signal, done, why: because(signal) };
  });
}

/**
 * Groups, newest first, of what `withDeeds` gave: {key, lines: [newest … oldest]}. Reasons are the same where they
 * differ in their numbers only; what entered or closed something stands alone.
 */
export function grouped(lines) {
  const groups = [];
  const open = new Map();
  for (const line of lines) {
    const key = keyOf(line);
    const group = open.get(line.signal.symbol);
    if (group?.key === key) {
      group.lines.push(line);
      continue;
    }
    const begun = { key, lines: [line] };
    open.set(line.signal.symbol, begun);
    groups.push(begun);
  }
  return groups;
}

function keyOf({ signal, done, why }) {
  if (["taken", "closed", "waits"].includes(done.kind)) return signal.id;
  const reason = done.kind === "refused" ? done.text : `${done.text} ${why}`;
  return `${signal.symbol} ${done.side} ${withoutNumbers(reason)}`;
}
