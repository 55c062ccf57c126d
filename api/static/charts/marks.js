// Entries and exits as marks on a price chart: where they stand, and which of them become one.

import { rowAt, seconds } from "./rows.js";

export const NEAREST = 12; // two marks nearer than that many pixels are drawn as one with a count
const COUNTED = 20; // a count of up to two digits
const DIGIT = 6;

/** Whether two trades are the same; older ones have no id, and a symbol is entered once a time. */
export function isSame(trade, other) {
  return Boolean(trade && other) && trade.entry_time === other.entry_time && trade.symbol === other.symbol;
}

/**
 * What is drawn of trades, and of an open position, over rows: [{trade, open, entry, exit}], oldest
 * first; entry and exit are indexes of rows, null where the rows do not reach back to them.
 */
export function placed(rows, trades, position) {
  if (rows.length === 0) return [];
  const list = trades.map((trade) => place(rows, trade, rowAt(rows, seconds(trade.exit_time))));
  if (position?.entry_time) list.push({ ...place(rows, position, rows.length - 1), open: true });
  return list
    .filter(({ exit }) => exit >= 0)
    .sort((a, b) => a.exit - b.exit || (a.entry ?? -1) - (b.entry ?? -1));
}

function place(rows, trade, exit) {
  const entry = rowAt(rows, seconds(trade.entry_time));
  return { trade, open: false, entry: entry < 0 ? null : entry, exit };
}

/**
 * Marks of one side: [{from, to, trades, left}] where `left` is the centre in pixels from row 0.
 *
 * `side` is "entry" or "exit". A mark that would stand nearer than NEAREST to the one before, or
 * whose count would touch it, joins it. The answer depends on the zoom alone, not on what is in view.
 */
export function grouped(list, side, barSpacing) {
  const groups = [];
  const marked = list.filter((each) => each[side] !== null && !(side === "exit" && each.open));
  for (const each of marked.sort((a, b) => a[side] - b[side])) {
    const at = each[side];
    groups.push({ from: at, to: at, trades: [each], left: at * barSpacing });
    while (groups.length > 1 && touch(groups.at(-2), groups.at(-1))) join(groups, barSpacing);
  }
  return groups;
}

function touch(before, after) {
  return after.left - before.left < (width(before) + width(after)) / 2;
}

function join(groups, barSpacing) {
  const last = groups.pop();
  const kept = groups.at(-1);
  kept.to = last.to;
  kept.trades.push(...last.trades);
  kept.left = ((kept.from + kept.to) / 2) * barSpacing;
}

/** How wide a mark is, in pixels. */
export function width({ trades }) {
  if (trades.length === 1) return NEAREST;
  return COUNTED + DIGIT * Math.max(0, String(trades.length).length - 2);
}

/** The lowest low or the highest high of the rows that a mark stands over. */
export function extreme(rows, group, barSpacing, field) {
  const reach = Math.ceil(width(group) / 2 / barSpacing);
  const [first, last] = [Math.max(0, group.from - reach), Math.min(rows.length - 1, group.to + reach)];
  let most = null;
  for (let index = first; index <= last; index += 1) {
    const value = rows[index][field];
    if (value === undefined) continue;
    if (most === null || (field === "low" ? value < most : value > most)) most = value;
  }
  return most;
}
