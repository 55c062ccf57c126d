// What backtests, their parts and their figures are called.

import { DASH, day, duration, money, number, percent, share, words } from "../page/format.js";

const SOURCES = { synthetic: "made up", exchange: "exchange", yahoo: "Yahoo", csv: "file" };
const STATES = { queued: "waits", running: "runs", done: "done", failed: "failed", canceled: "canceled" };

/** Where the candles of a backtest come from. */
export const sourceOf = (backtest) => (backtest.source === "csv" ? backtest.csv : SOURCES[backtest.source]);

/** What is chosen from, as [value, text]. */
export const SOURCE_CHOICES = Object.entries(SOURCES).map(([value, text]) => [value, text === "made up" ? "made up (synthetic)" : text]);

/** "waits", "runs, about 3 s left", "done". */
export function stateOf({ state, eta_seconds: left }) {
  if (state === "running" && left !== null) return `runs, about ${duration(left)} left`;
  return STATES[state] ?? words(state);
}

/** Its note, else what it ran on. */
export const nameOf = ({ note, symbol, timeframe }) => note ?? `${symbol} ${timeframe}`;

/** "2024-08-05 to 2025-03-01", of what was traded; what was asked for as long as that is not known. */
export function rangeOf({ first, last, start, end, lookback }) {
  if (first) return `${day(first)} to ${day(last)}`;
  if (start || end) return `${start ? day(start) : "…"} to ${end ? day(end) : "now"}`;
  return lookback === null ? DASH : `newest ${number(lookback)}`;
}

/** The figures that are shown first, as [name in the document, label, writer]. */
export const MAIN_FIGURES = [
  ["total_pnl_pct", "Return", percent],
  ["total_pnl", "P&L", money],
  ["buy_and_hold_pct", "Buy and hold", percent],
  ["max_drawdown_pct", "Max drawdown", percent],
  ["sharpe_ratio", "Sharpe ratio", (value) => number(value, 4)],
  ["sortino_ratio", "Sortino ratio", (value) => number(value, 4)],
  ["calmar_ratio", "Calmar ratio", (value) => number(value, 4)],
  ["total_trades", "Trades", (value) => number(value)],
  ["win_rate", "Win rate", (value) => share(value)],
  ["profit_factor", "Profit factor", (value) => number(value, 4)],
  ["avg_win", "Average win", money],
  ["avg_loss", "Average loss", money],
  ["total_fees", "Fees paid", money],
  ["ending_balance", "Ending balance", money],
];
