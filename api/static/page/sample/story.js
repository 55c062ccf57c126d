// Sample answers of what was decided and done: signals with what became of them, stories, news and log lines.

import { openPositions } from "./account.js";
import { HOUR, NOW, histories, historyOf, isoOf } from "./history.js";

const AROUND = 60;
const newest = (items, query) => items.slice(-Number(query.get("limit") ?? 100)).reverse();
const byTime = (one, other) => Date.parse(one.timestamp) - Date.parse(other.timestamp);

/** What the invented rule says of a candle. */
function opinion(candle, isEntry) {
  if (isEntry) return { action: "LONG", confidence: 0.66, why: "EMA 12 crossed above EMA 26, RSI below overbought 70" };
  if (candle.ema_fast < candle.ema_slow && candle.rsi > 30) return { action: "SHORT", confidence: 0.58, why: "EMA 12 below EMA 26, RSI above oversold 30" };
  if (candle.ema_fast > candle.ema_slow && candle.rsi < 58) return { action: "LONG", confidence: 0.55, why: "EMA 12 above EMA 26, RSI below overbought 70" };
  return { action: "FLAT", confidence: 0.31, why: "EMA 12 above EMA 26, RSI below overbought 70" };
}

function signalOf(past, candle, isEntry, outcome) {
  const { action, confidence, why } = opinion(candle, isEntry);
  const technical = { action: action === "FLAT" ? "LONG" : action, confidence, reason: why };
  const ai = { action: "LONG", confidence: 0.6, probability_long: 0.6, probability_short: 0.15, probability_flat: 0.25, summary: "AI: long 60 %, short 15 %, flat 25 %" };
  const base = `technical ${technical.action} ${confidence.toFixed(2)}: ${why}`;
  return {
    id: `${past.symbol}@${candle.open_time}`, timestamp: isoOf(Date.parse(candle.open_time) + HOUR), candle_time: candle.open_time,
    symbol: past.symbol, timeframe: "1h", cycle: 1, action, confidence, price: candle.close, ai_override_active: false, outcome,
    reason: action === "FLAT" ? `no trade: confidence ${confidence.toFixed(3)} is below the minimum 0.4; ${base}` : `${action} at confidence ${confidence.toFixed(2)}: ${base}`,
    config_fingerprint: "5a3b1e", indicators: { rsi: candle.rsi, ema_fast: candle.ema_fast, ema_slow: candle.ema_slow },
    technical, ai, macro: { bias: 0.2, confidence: 0.6, summary: "Macro: bullish (bias +0.20) from 1 event", drivers: [] },
  };
}

/** All decisions of a symbol, each with what became of the one before. */
export function signalsOf(past) {
  const begun = [...past.trades, ...(past.position ? [past.position] : [])];
  const entered = new Map(begun.map((held) => [held.entry_time, held]));
  const left = new Map(past.trades.map((trade) => [trade.exit_time, trade]));
  let held = false;
  return past.candles.map((candle, index) => {
    const [entry, exit] = [entered.get(candle.open_time), left.get(candle.open_time)];
    const before = index > 0 ? opinion(past.candles[index - 1], Boolean(entry)).action : "FLAT";
    const outcome = outcomeOf({ entry, exit, held, before });
    held = (held || Boolean(entry)) && !exit;
    return signalOf(past, candle, entered.has(past.candles[index + 1]?.open_time), outcome);
  });
}

function outcomeOf({ entry, exit, held, before }) {
  const closed = exit ? [`LONG closed by ${exit.exit_reason} at ${exit.exit_price.toFixed(2)}`] : [];
  if (entry) return [`LONG entered at ${entry.entry_price.toFixed(2)}`, ...closed].join("; ");
  if (exit) return closed[0];
  if (held) return before === "LONG" ? "LONG held, the same direction adds nothing" : before === "SHORT" ? "LONG held, exit_on_opposite_signal is off" : "LONG held";
  return before === "SHORT" ? "no SHORT entry, allow_short is off" : before === "LONG" ? "no LONG entry, the day's loss limit is reached" : "nothing held";
}

const NEWS = [
  ["Invented central bank leaves rates as they are", "central_bank", "dovish", "high", 0.3, 2],
  ["An exchange that does not exist reports an outage", "exchange", "bearish", "medium", -0.2, 9],
  ["Made-up figures on jobs come in stronger", "economy", "hawkish", "medium", -0.15, 26],
].map(([title, category, sentiment, impact, bias, hours]) => ({
  title, category, sentiment, impact, bias, actor: null, published_at: isoOf(NOW - hours * HOUR + 13 * 60000), source: "an invented paper", url: null,
}));

const LINES = [
  [4, "bot", "info", "cycle 1440 SAMPLE/USD: LONG held"], [41, "api", "info", "GET /status 200"],
  [64, "bot", "info", "cycle 1439 SAMPLE/USD: LONG held"], [900, "optimizer", "warning", "FICTION/USD: 40 of 200 trials gave fewer than 10 trades"],
  [1800, "news", "error", "an invented feed answered 503; what it told before stays"],
].map(([seconds, process, level, message]) => ({ at: isoOf(Math.floor(Date.now() / 1000 - seconds) * 1000), process, level, message }));
const LEVELS = ["debug", "info", "warning", "error", "critical"];
const isTold = (query) => (line) => LEVELS.indexOf(line.level) >= LEVELS.indexOf(query.get("level") ?? "debug")
  && (!query.get("process") || line.process === query.get("process"));

/** The story under "trades", "positions" or "signals" of an id. */
function story(kind, id) {
  const past = historyOf(id.split("@")[0]);
  const trade = kind === "trades" ? past.trades.find((each) => each.id === id) : kind === "signals" ? past.trades.find((each) => each.signal_id === id) : null;
  const open = openPositions(new URLSearchParams({ symbol: past.symbol }))[0];
  const position = kind === "positions" || (open && open.signal_id === id) ? open ?? null : null;
  const signals = signalsOf(past);
  const at = signals.findIndex((each) => each.id === ((trade ?? position)?.signal_id ?? id));
  return told({ past, trade: trade ?? null, position, signal: signals[at] ?? null, outcome: signals[at + 1]?.outcome ?? null, at });
}

function told({ past, trade, position, signal, outcome, at }) {
  const held = trade ?? position;
  const of = (value) => (held && value ? (value / held.entry_price - 1) * 100 : null);
  const until = trade ? past.candles.findIndex((candle) => candle.open_time === trade.exit_time) : Math.max(at, 0);
  const decided = signal ? Date.parse(signal.timestamp) : NOW;
  return {
    trade, position, signal, outcome, orders: [], candles: past.candles.slice(Math.max(0, at - AROUND), until + AROUND),
    entry_slippage_pct: held && signal ? (held.entry_price / signal.price - 1) * 100 : null, exit_slippage_pct: trade?.exit_reason === "stop_loss" ? 0.05 : trade ? 0 : null,
    news: NEWS.filter(({ published_at }) => decided - Date.parse(published_at) < HOUR && Date.parse(published_at) <= decided),
    stop_then: held?.stop_price ?? null, stop_now: held?.stop_price ?? null, target_then: held?.target_price ?? null, target_now: held?.target_price ?? null,
    best_pct: of(held?.highest_price), worst_pct: of(held?.lowest_price), same_candle: Boolean(trade && trade.entry_time === trade.exit_time), message: null,
  };
}

export const answers = {
  "/signals": (query) => newest(signalsOf(historyOf(query.get("symbol"))), query),
  "/portfolio/signals": (query) => newest(histories().flatMap(signalsOf).sort(byTime), query),
  "/news": () => NEWS,
  "/logs": (query) => LINES.filter(isTold(query)),
  "^/(trades|positions|signals)/.+/story$": (_, path) => story(path.split("/")[1], path.split("/").slice(2, -1).join("/")),
};
