// What the row under the crosshair says: time, open, high, low, close, volume, averages, in full digits.

import { candleSpan, make, moment } from "../page/dom.js";
import { money, number, percent, pnl, price, quantity, words } from "../page/format.js";
import { iso } from "./rows.js";

const VALUES = [
  ["O", "open", price], ["H", "high", price], ["L", "low", price], ["C", "close", price],
  ["V", "volume", quantity], ["EMA fast", "ema_fast", price], ["EMA slow", "ema_slow", price],
];

/** The elements of the line above the candles. */
export function candleLegend(row, marks) {
  if (row.open === undefined) return [when(row), " no candle: it is missing"];
  const change = make("span", { class: row.close >= row.open ? "up" : "down" }, row.close >= row.open ? "▲" : "▼");
  const shown = VALUES.filter(([, field]) => (row[field] ?? null) !== null);
  return [when(row), change, ...shown.map(([name, field, write]) => pair(name, write(row[field]), field.startsWith("ema") ? "chart-pair chart-average" : "chart-pair")), ...onAPhone(row), ...marks.map(markText)];
}

/** What stands in the corners of the other panes, where these are too low for it. */
function onAPhone(row) {
  return [["RSI", "rsi"], ["Equity", "equity"], ["Underwater", "drawdown_pct"]]
    .filter(([, field]) => (row[field] ?? null) !== null)
    .map(([name]) => make("span", { class: "chart-pair chart-phone" }, PANE_TEXTS[name](row)[0]));
}

/** The text of each pane's corner. */
export const PANE_TEXTS = {
  Price: () => [],
  RSI: (row) => [`RSI ${number(row.rsi, 4)}`],
  Equity: (row) => [`Equity ${money(row.equity)}`, ...(row.buy_and_hold == null ? [] : [` · buy & hold ${money(row.buy_and_hold)} (dashed)`])],
  Underwater: (row) => [`Underwater ${percent(row.drawdown_pct)}`],
};

function when(row) {
  const from = iso(row.time);
  const text = Number.isNaN(row.until) ? [moment(from)] : [moment(from, { what: "day" }), " ", candleSpan(from, iso(row.until))];
  return make("span", { class: "chart-when", "data-time": from }, ...text);
}

function pair(name, value, kind) {
  return make("span", { class: kind }, make("span", { class: "soft" }, name), ` ${value}`);
}

/** "entry LONG 64,000.00" or "exit stop loss 63,800.00 ▼ −12.40". */
function markText({ trade, side }) {
  const text = side === "entry"
    ? `${trade.direction} entry ${price(trade.entry_price)}`
    : `exit ${words(trade.exit_reason)} ${price(trade.exit_price)} ${pnl(trade.pnl)}`;
  return make("span", { class: "chart-pair strong" }, text);
}
