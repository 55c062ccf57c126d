// Sample answers of the account: status, symbols, positions, performance, risk, equity and lists.

import { HOUR, INITIAL, NOW, histories, historyOf, isoOf, signalId } from "./history.js";

const DAY = 24 * HOUR;
const sum = (list, of) => list.reduce((total, item) => total + of(item), 0);
const fresh = () => ({ as_of: isoOf(Math.floor(Date.now() / 1000) * 1000 - 4000), stale: false, message: null });
const chosen = (query) => (query.get("symbol") ? [historyOf(query.get("symbol"))] : histories());
const lastOf = (past) => past.candles.at(-1);
const gain = (past) => (past.position ? past.position.quantity * (lastOf(past).close - past.position.entry_price) : 0);
const lossIfStopped = (held) => held.quantity * (held.stop_price * 0.9995 - held.entry_price) - held.entry_fee - held.quantity * held.stop_price * 0.001;

export const reason = (action) => (action === "LONG"
  ? "technical LONG 0.62: EMA 12 above EMA 26, RSI below overbought 70; the AI agrees"
  : "no trade: confidence 0.31 is below the minimum 0.40");

/** The status but for its last decision, which is the newest of the signals. */
export function statusOf(query) {
  const past = historyOf(query.get("symbol"));
  const [held, last] = [past.position, lastOf(past)];
  return {
    ...fresh(), symbol: past.symbol, timestamp: isoOf(NOW), mode: "PAPER", data_source: "invented", timeframe: "1h", asset_type: "crypto",
    position: held ? "LONG" : "FLAT", quantity: held?.quantity ?? null, entry_price: held?.entry_price ?? null, entry_time: held?.entry_time ?? null,
    stop_price: held?.stop_price ?? null, target_price: held?.target_price ?? null, entry_fee: held?.entry_fee ?? null,
    unrealized_pnl: held ? gain(past) : null, unrealized_pnl_pct: held ? (last.close / held.entry_price - 1) * 100 : null,
    balance: past.balance, initial_balance: INITIAL, equity: past.equity.at(-1).equity, fees_paid: past.fees, trades: past.trades.length,
    last_price: last.close, rsi: last.rsi, ema_fast: last.ema_fast, ema_slow: last.ema_slow,
    withheld: null, ai_action: "LONG", ai_confidence: 0.6,
    macro_bias: 0.2, macro_confidence: 0.6, macro_summary: "Macro: bullish (bias +0.20) from 1 event", ai_override_active: false, risk_per_trade_pct: 0.5, heartbeat_age_seconds: 4, loop_interval_seconds: 60, cycle: 1440,
    heartbeat: fresh().as_of, last_candle_time: last.open_time, next_candle_time: isoOf(NOW + HOUR), config_error: null, standing: "unproven", standing_reason: null, warnings: [],
  };
}

const position = (past) => {
  const [held, last] = [past.position, lastOf(past)];
  const gained = gain(past) - held.entry_fee;
  return {
    ...held, ...fresh(), symbol: past.symbol, mode: "PAPER", closing: null, last_price: last.close, age_seconds: (NOW - Date.parse(held.entry_time)) / 1000,
    distance_to_stop_pct: (1 - held.stop_price / last.close) * 100, distance_to_target_pct: (held.target_price / last.close - 1) * 100,
    unrealized_pnl: gained, unrealized_pnl_pct: gained / (held.quantity * held.entry_price) * 100, loss_if_stopped: lossIfStopped(held),
    signal_id: signalId(past.symbol, held.entry_time),
  };
};

export const openPositions = (query) => chosen(query).filter((past) => past.position).map(position);

/** The equity of several symbols together, candle by candle. */
function together(pasts) {
  let peak = INITIAL * pasts.length;
  return pasts[0].equity.map((point, index) => {
    const of = (name) => sum(pasts, (past) => past.equity[index][name]);
    peak = Math.max(peak, of("equity"));
    return { timestamp: point.timestamp, equity: of("equity"), balance: of("balance"), buy_and_hold: of("buy_and_hold"), drawdown_pct: (of("equity") / peak - 1) * 100 };
  });
}

function performance(query) {
  const pasts = chosen(query);
  const [curve, trades, open] = [together(pasts), pasts.flatMap((past) => past.trades), openPositions(query)];
  const [start, equity] = [INITIAL * pasts.length, curve.at(-1).equity];
  const realized = sum(pasts, (past) => past.balance - INITIAL + (past.position?.entry_fee ?? 0));
  const [won, lost] = [trades.filter((trade) => trade.pnl > 0), trades.filter((trade) => trade.pnl <= 0)];
  const periods = periodsOf(curve, trades, start, query.get("period") ?? "day");
  const today = periodsOf(curve, trades, start, "day").at(-1);
  return {
    ...fresh(), symbol: query.get("symbol"), period: query.get("period") ?? "day", currency: "USD", equity, initial_balance: start,
    total_pnl: equity - start, total_return_pct: (equity / start - 1) * 100, realized_pnl: realized, unrealized_pnl: equity - start - realized,
    fees_paid: sum(pasts, (past) => past.fees), today_pnl: today.pnl, today_pnl_pct: today.pnl_pct,
    drawdown_pct: curve.at(-1).drawdown_pct, max_drawdown_pct: Math.min(...curve.map((point) => point.drawdown_pct)),
    at_risk: -sum(open, (held) => held.loss_if_stopped), open_positions: open.length, trades: trades.length, winners: won.length, losers: lost.length,
    win_rate: won.length / trades.length, average_win: sum(won, (trade) => trade.pnl) / won.length, average_loss: sum(lost, (trade) => trade.pnl) / lost.length,
    profit_factor: -sum(won, (trade) => trade.pnl) / sum(lost, (trade) => trade.pnl), complete: true, periods,
  };
}

const startOf = { day: (ms) => Math.floor(ms / DAY) * DAY, week: (ms) => Math.floor((ms / DAY - 4) / 7) * 7 * DAY + 4 * DAY, month: (ms) => Date.UTC(new Date(ms).getUTCFullYear(), new Date(ms).getUTCMonth()) };
const endOf = { day: (ms) => ms + DAY, week: (ms) => ms + 7 * DAY, month: (ms) => Date.UTC(new Date(ms).getUTCFullYear(), new Date(ms).getUTCMonth() + 1) };

function periodsOf(curve, trades, start, kind) {
  const periods = new Map();
  let before = start;
  curve.forEach((point) => {
    const from = startOf[kind](Date.parse(point.timestamp) - 1);
    if (!periods.has(from)) periods.set(from, { start: isoOf(from), end: isoOf(endOf[kind](from)), before, pnl: 0, fees: 0, trades: 0 });
    const period = periods.get(from);
    period.pnl = point.equity - period.before;
    period.pnl_pct = period.pnl / period.before * 100;
    before = point.equity;
  });
  trades.forEach((trade) => {
    const period = periods.get(startOf[kind](Date.parse(trade.exit_time)));
    if (period) Object.assign(period, { fees: period.fees + trade.fees, trades: period.trades + 1 });
  });
  return [...periods.values()];
}

function risk() {
  const curve = together(histories());
  const exposures = Object.fromEntries(histories().filter((past) => past.position).map((past) => [past.symbol, past.position.quantity * lastOf(past).close]));
  const equity = curve.at(-1).equity;
  const dayStart = curve.findLast((point) => Date.parse(point.timestamp) <= Math.floor((NOW - 1) / DAY) * DAY).equity;
  const limit = (rule, most, use, unit) => ({ rule, limit: most, use, unit, is_reached: use >= most });
  return {
    ...fresh(), state: "ACTIVE", reason: "nobody has paused it", since: null, by: "nobody", rule: null, until: null, equity, day_start_equity: dayStart,
    peak_equity: Math.max(...curve.map((point) => point.equity)), exposures, calendar: { is_on: false, before_minutes: 30, after_minutes: 60, blackout: null, next_event: null, problem: null },
    limits: [
      limit("max_exposure", 80, sum(Object.values(exposures), (size) => size) / equity * 100, "%"),
      limit("daily_loss_limit", 5, Math.max(0, (1 - equity / dayStart) * 100), "%"),
      limit("max_drawdown", 20, -curve.at(-1).drawdown_pct, "%"),
    ],
  };
}

const newest = (items, query, usual) => items.slice(-Number(query.get("limit") ?? usual)).reverse();
const byTime = (name) => (one, other) => Date.parse(one[name]) - Date.parse(other[name]);

function candles(query) {
  const most = Number(query.get("limit") ?? 500);
  const before = query.get("before") ? Date.parse(query.get("before")) : Infinity;
  return historyOf(query.get("symbol")).candles.filter((candle) => Date.parse(candle.open_time) < before).slice(-most);
}

export const answers = {
  "/symbols": () => histories().map((past) => ({ symbol: past.symbol, asset_type: "crypto", timeframe: "1h", mode: "PAPER", data_source: "invented", position: past.position ? "LONG" : "FLAT", equity: past.equity.at(-1).equity, ...fresh() })),
  "/positions": openPositions,
  "/performance": performance,
  "/risk": risk,
  "/candles": candles,
  "/trades": (query) => newest(historyOf(query.get("symbol")).trades, query, 100),
  "/portfolio/trades": (query) => newest(histories().flatMap((past) => past.trades).sort(byTime("exit_time")), query, 100),
  "/equity": (query) => historyOf(query.get("symbol")).equity,
  "/portfolio/equity": () => together(histories()),
};
