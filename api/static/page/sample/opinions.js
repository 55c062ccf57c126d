// Sample answers of what the bot thinks: signals, the AI, news, configs and the playbook.

import { reason } from "./account.js";
import { HOUR, INITIAL, NOW, fresh, histories, historyOf, isoOf } from "./history.js";

const CONFIG = {
  timeframe: "1h", ema_fast: 12, ema_slow: 26, rsi_period: 14, rsi_overbought: 70, rsi_oversold: 30, risk_per_trade_pct: 0.5,
  stop_loss_pct: 0.015, take_profit_pct: 0.03, fee_pct: 0.001, slippage_pct: 0.0005, allow_short: false, exit_on_opposite_signal: false, strategy: "ema_rsi", strategy_params: {},
};
const ai = { action: "LONG", confidence: 0.6, expected_move_pct: 0.4, probability_long: 0.6, probability_short: 0.15, probability_flat: 0.25, summary: "AI: long 60 %, short 15 %, flat 25 %", features: { ema_gap_pct: 0.42, momentum_pct: 0.8, rsi_distance_from_mid: 5, volatility_pct: 0.9 } };
const EVENT = { title: "An invented headline about rates", category: "central_bank", sentiment: "dovish", impact: "high", bias: 0.3, actor: null, published_at: isoOf(NOW - 9 * HOUR), source: "an invented paper", url: null };

const last = (past) => past.candles.at(-1).close;

function macro() {
  return {
    ...fresh(), symbol: null, problems: [], summary: "Macro: bullish (bias +0.20, confidence 0.60) from 1 event", bias_score: 0.2, confidence: 0.6,
    drivers: [EVENT.title], driver_shares: [0.2], interest_rate_outlook: "unchanged", political_risk: null, events: [EVENT], events_counted: 1,
  };
}

function strategies() {
  return histories().map((past) => ({
    ...fresh(), symbol: past.symbol, strategy: "ema_rsi", strategy_params: {}, config: { ...CONFIG, symbol: past.symbol }, config_fingerprint: "5a3b1e", config_error: null,
    position: past.position ? "LONG" : "FLAT", equity: past.equity.at(-1).equity, initial_balance: INITIAL, trades: past.trades.length, origin: "an invented config", standing: "unproven", notes: [],
  }));
}

function playbook() {
  const horizon = (past, name, timeframe, action) => ({
    horizon: name, timeframe, available: true, stale: false, source: "an invented market", candles: 1440, last_close: isoOf(NOW), price: last(past), action, confidence: action === "LONG" ? 0.66 : 0.31,
    reason: reason(action), stop_price: action === "LONG" ? last(past) * 0.985 : null, target_price: action === "LONG" ? last(past) * 1.03 : null,
    backtest: { total_return_pct: 1.4, buy_and_hold_pct: 3.1, total_trades: 12 },
  });
  const assets = histories().slice(0, 2).map((past) => ({ symbol: past.symbol, horizons: [
    { horizon: "short", timeframe: "1m", available: false, message: "An invented reason: no candles of 1m are kept." },
    horizon(past, "medium", "15m", "FLAT"), horizon(past, "long", "1h", "LONG")] }));
  return { ...fresh(), playbook: { summary: "4 of 6 horizons have candles to decide on.", assets } };
}

function allocation() {
  const names = histories().map((past) => past.symbol);
  const held = { total_return: 0.02, annual_return: 0.18, volatility: 0.2, sharpe_ratio: 0.91, max_drawdown: 0.05 };
  const way = (scheme, weights, note) => ({ scheme, weights: Object.fromEntries(names.map((name, index) => [name, weights[index]])), cash: 0, note, held_out: held, p_value: 0.3, better_than_equal: false });
  return { ...fresh(), at: isoOf(NOW), rule: "UTC days", min_weight: 0, max_weight: 1, volatility_target: 0.1, skipped: {}, verdict: "None did better than equal weights beyond chance.", schemes: [way("equal", [1 / 3, 1 / 3, 1 / 3], "the usual"), way("risk_parity", [0.46, 0.33, 0.21], null)] };
}

export const answers = {
  "/ai/prediction": (query) => ({ ...fresh(), ...ai, symbol: historyOf(query.get("symbol")).symbol, candle_time: isoOf(NOW - HOUR), ai_override_active: false, ai_horizon_candles: 12, ai_record: "right in 54 of 120 of its last calls (45.0 %), base rate 48.0 %" }),
  "/macro/insights": macro,
  "/strategy": (query) => ({ ...fresh(), ...CONFIG, symbol: historyOf(query.get("symbol")).symbol, origin: "an invented config", config_fingerprint: "5a3b1e", config_error: null, standing: "unproven", notes: [], file: null, global_file: null }),
  "/portfolio/strategies": strategies,
  "/portfolio/playbook": playbook,
  "/portfolio/allocation": allocation,
  "/ai/question": () => ({ ...fresh(), answer: "This is sample data: ask on /dashboard about the bot's own state.", facts: [] }),
};
