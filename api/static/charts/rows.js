// What a price chart draws, a row a place on the time axis; the table twin shows the same rows.

import { stepOf, withGaps } from "./gaps.js";

const OF_A_CANDLE = ["open", "high", "low", "close", "volume", "ema_fast", "ema_slow", "rsi"];
const OF_THE_ACCOUNT = ["equity", "buy_and_hold", "drawdown_pct"];

/** Seconds since 1970 of an RFC 3339 time, and back. */
export const seconds = (text) => Math.floor(Date.parse(text) / 1000);
export const iso = (time) => `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;

// made once for each object of an answer: most of an answer is what the one before held
const timesOf = new WeakMap();
const rowsOf = new WeakMap();

function timeOf(item, text) {
  if (!timesOf.has(item)) timesOf.set(item, seconds(text));
  return timesOf.get(item);
}

/**
 * Rows {time, until, open, ..., equity, buy_and_hold, drawdown_pct}, oldest first; where a candle is
 * missing only {time}. Equity is marked at a candle's close, so it stands in that candle's row; of
 * several points in one row the last counts, and the deepest drawdown. A row that is the same as
 * before is the same object.
 */
export function priceRows({ candles, equity = [], alwaysOpen }) {
  if (candles.length === 0) return [];
  const values = new Map(candles.map((candle) => [timeOf(candle, candle.open_time), candle]));
  const times = [...values.keys()];
  const step = stepOf(times);
  const account = accountOf(times, equity, step);
  const length = times.length > 1 ? step : NaN;
  return withGaps(times, step, alwaysOpen).map((time) => {
    const candle = values.get(time);
    return candle === undefined ? { time } : row(candle, time, length, account.get(time));
  });
}

function row(candle, time, length, account) {
  const before = rowsOf.get(candle);
  if (before && before.point === account?.point && before.deepest === account?.deepest && before.length === length) return before.made;
  const made = { time, until: time + length };
  for (const field of OF_A_CANDLE) made[field] = candle[field] ?? null;
  for (const field of OF_THE_ACCOUNT) made[field] = account?.point[field] ?? null;
  if (made.drawdown_pct !== null) made.drawdown_pct = account.deepest;
  rowsOf.set(candle, { made, length, ...account });
  return made;
}

/** By a candle's time, {point, deepest} of the account at its close. */
function accountOf(times, equity, step) {
  const account = new Map();
  let index = 0;
  for (const point of equity) {
    const closed = timeOf(point, point.timestamp);
    while (index + 1 < times.length && times[index + 1] < closed) index += 1;
    if (closed <= times[index] || closed > times[index] + step) continue;
    const deepest = Math.min(account.get(times[index])?.deepest ?? 0, point.drawdown_pct ?? 0);
    account.set(times[index], { point, deepest });
  }
  return account;
}

/** The index of the last row that begins at a time or before it; -1 where there is none. */
export function rowAt(rows, time) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].time <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The index of the first row that differs from the one shown; the number of rows where none does. */
export function firstChange(shown, rows, fields) {
  const both = Math.min(shown.length, rows.length);
  for (let index = 0; index < both; index += 1) {
    if (shown[index] === rows[index]) continue;
    if (shown[index].time !== rows[index].time) return index;
    for (const field of fields) if (shown[index][field] !== rows[index][field]) return index;
  }
  return rows.length < shown.length ? 0 : both;
}
