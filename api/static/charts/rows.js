// What a price chart draws, a row a place on the time axis; the table twin shows the same rows.

import { stepOf, withGaps } from "./gaps.js";

const OF_A_CANDLE = ["open", "high", "low", "close", "volume", "ema_fast", "ema_slow", "rsi"];
const OF_THE_ACCOUNT = ["equity", "buy_and_hold", "drawdown_pct"];

/** Seconds since 1970 of an RFC 3339 time, and back. */
export const seconds = (text) => Math.floor(Date.parse(text) / 1000);
export const iso = (time) => `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;

/**
 * Rows {time, until, open, ..., equity, buy_and_hold, drawdown_pct}, oldest first; where a candle is
 * missing only {time}. Equity is marked at a candle's close, so it stands in that candle's row; of
 * several points in one row the last counts, and the deepest drawdown.
 */
export function priceRows({ candles, equity = [], alwaysOpen }) {
  if (candles.length === 0) return [];
  const values = new Map(candles.map((candle) => [seconds(candle.open_time), candle]));
  const times = [...values.keys()];
  const step = stepOf(times);
  const rows = withGaps(times, alwaysOpen).map((time) => row(time, times.length > 1 ? time + step : undefined, values.get(time)));
  putEquity(rows, equity, step);
  return rows;
}

function row(time, until, candle) {
  if (candle === undefined) return { time };
  const made = { time, until };
  for (const field of OF_A_CANDLE) made[field] = candle[field] ?? null;
  return made;
}

function putEquity(rows, points, step) {
  for (const point of points) {
    const index = rowAt(rows, seconds(point.timestamp) - 1);
    const at = rows[index]?.open === undefined ? undefined : rows[index];
    if (at === undefined || seconds(point.timestamp) > at.time + step) continue;
    const deepest = Math.min(at.drawdown_pct ?? 0, point.drawdown_pct ?? 0);
    for (const field of OF_THE_ACCOUNT) at[field] = point[field] ?? null;
    if (at.drawdown_pct !== null) at.drawdown_pct = deepest;
  }
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
    if (shown[index].time !== rows[index].time) return index;
    for (const field of fields) if (shown[index][field] !== rows[index][field]) return index;
  }
  return rows.length < shown.length ? 0 : both;
}
