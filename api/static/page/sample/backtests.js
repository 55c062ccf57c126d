// Sample answers of the backtests view: two invented runs over the invented past.

import { HOUR, INITIAL, NOW, historyOf, isoOf } from "./history.js";

const RUNS = {
  "20250301T090000000000-00000001": { symbol: "SAMPLE/USD", note: "as it is used", config: { ema_fast: 12, ema_slow: 26, stop_loss_pct: 0.015, take_profit_pct: 0.03 } },
  "20250301T091500000000-00000002": { symbol: "INVENTED/USD", note: null, config: { ema_fast: 12, ema_slow: 26, stop_loss_pct: 0.015, take_profit_pct: 0.03 } },
};
const setting = (name, kind, help, value, choices = []) => ({ name, kind, help, value, choices });
const SETTINGS = [
  setting("ema_fast", "int", "candles of the fast EMA", 12),
  setting("ema_slow", "int", "candles of the slow EMA", 26),
  setting("stop_loss_pct", "float", "distance of the stop, a fraction (0.004 = 0.4 %)", 0.015),
  setting("take_profit_pct", "float", "distance of the target, a fraction", 0.03),
  setting("allow_short", "bool", "let SHORT open a position", false),
  setting("stop_type", "choice", "where stop and target lie", "fixed", ["fixed", "atr", "trailing"]),
];
const sum = (list) => list.reduce((total, value) => total + value, 0);

function metrics({ trades, equity, candles }) {
  const won = trades.filter(({ pnl }) => pnl > 0).map(({ pnl }) => pnl);
  const lost = trades.filter(({ pnl }) => pnl <= 0).map(({ pnl }) => pnl);
  const end = equity.at(-1).equity;
  return {
    initial_balance: INITIAL, ending_balance: end, total_pnl: end - INITIAL, total_pnl_pct: (end / INITIAL - 1) * 100,
    buy_and_hold_pct: (candles.at(-1).close / candles[0].open - 1) * 100, max_drawdown_pct: -Math.min(...equity.map((point) => point.drawdown_pct ?? 0)),
    total_trades: trades.length, win_rate: trades.length > 0 ? won.length / trades.length : null, sharpe_ratio: null,
    avg_win: won.length > 0 ? sum(won) / won.length : null, avg_loss: lost.length > 0 ? -sum(lost) / lost.length : null,
    profit_factor: lost.length > 0 ? sum(won) / -sum(lost) : null, total_fees: sum(trades.map(({ fees }) => fees)),
  };
}

const dataOf = (past) => ({ symbol: past.symbol, timeframe: "1h", first: past.candles[0].open_time, last: past.candles.at(-1).open_time, candles: past.candles.length, sha256: "0".repeat(64) });

function result(id) {
  const past = historyOf(RUNS[id].symbol);
  return {
    config: { symbol: past.symbol, timeframe: "1h", ...RUNS[id].config }, policy: { ai_enabled: true, macro_enabled: true },
    costs: { fee_pct: 0.001, slippage_pct: 0.0005 }, cost_breakdown: {}, data: dataOf(past), metrics: metrics(past), trades: [...past.trades],
    equity: past.equity.map(({ timestamp, equity }) => [timestamp, equity]), warnings: [],
  };
}

function backtest(id) {
  const { symbol, note, config } = RUNS[id];
  const past = historyOf(symbol);
  const { first, last, candles } = dataOf(past);
  const { total_pnl_pct: total_return_pct, sharpe_ratio, total_trades: trades } = metrics(past);
  return {
    id, at: isoOf(NOW - HOUR), state: "done", progress: 1, eta_seconds: 0, symbol, timeframe: "1h", source: "synthetic", csv: null, lookback: candles,
    start: null, end: null, balance: INITIAL, config, ai: true, macro: true, first, last, candles, total_return_pct, sharpe_ratio, trades, note, error: null,
  };
}

const idIn = (path) => path.split("/")[2];

export const answers = {
  "/backtests": () => Object.keys(RUNS).reverse().map(backtest),
  "/backtests/choices": () => ({ csv_files: [], symbols: Object.values(RUNS).map(({ symbol }) => symbol), settings: SETTINGS }),
  "^/backtests/[^/]+/result$": (_, path) => result(idIn(path)),
  "^/backtests/[^/]+$": (_, path) => backtest(idIn(path)),
};
