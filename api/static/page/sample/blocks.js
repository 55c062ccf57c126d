// Sample answers of the decision taken apart.

import { reason } from "./account.js";
import { NOW, historyOf, isoOf } from "./history.js";

const fresh = () => ({ as_of: isoOf(NOW), stale: false, message: null });

function decision(query) {
  const past = historyOf(query.get("symbol"));
  const [held, close] = [past.position, past.candles.at(-1).close];
  const last = { close, ema_fast: close * 1.002, ema_slow: close * 0.998, rsi: 55 }; // as the samples' reasons have it
  const action = held ? "LONG" : "FLAT";
  return {
    ...fresh(), symbol: past.symbol, decided_at: isoOf(NOW), strategy: "ema_rsi", action, confidence: held ? 0.66 : 0.31, reason: reason(action),
    rules: rules(last), checks: checks(held), changes: [changes(last)], plan: plan(past, held, last),
  };
}

function rules({ ema_fast: fast, ema_slow: slow, rsi }) {
  const compare = (value_of, value, relation, level_of, level) => ({ value_of, value, relation, level_of, level, holds: relation === "above" ? value > level : value < level });
  const trend = (relation) => compare("EMA 12", fast, relation, "EMA 26", slow);
  const lines = [
    ["LONG", [trend("above"), compare("RSI", rsi, "below", "overbought", 70)]],
    ["SHORT", [trend("below"), compare("RSI", rsi, "above", "oversold", 30)]],
    ["LONG", [compare("RSI", rsi, "below", "oversold", 30)]],
    ["SHORT", [compare("RSI", rsi, "above", "overbought", 70)]],
  ].map(([action, conditions]) => ({ action, conditions, holds: conditions.every((each) => each.holds) }));
  const first = lines.find((line) => line.holds);
  return lines.map((line) => ({ ...line, is_active: line === first }));
}

const checks = (held) => [
  { name: "Macro", text: "bias +0.20 at confidence 0.60 strengthens the LONG", passes: null },
  { name: "AI", text: "LONG 0.60, overrides above 0.6: it does not", passes: null },
  { name: "Confidence", text: `${held ? "0.66" : "0.31"}, at least 0.4 is needed`, passes: Boolean(held) },
  { name: "Trading state", text: "entries are allowed", passes: true },
];

function changes({ ema_fast: fast, ema_slow: slow }) {
  const [side, turn] = fast > slow ? ["above", "SHORT"] : ["below", "LONG"];
  return `EMA 12 is ${(Math.abs(fast / slow - 1) * 100).toFixed(2)} % ${side} EMA 26: once it crosses, with RSI between its levels, the technical signal turns ${turn}.`;
}

function plan(past, held, last) {
  const entry = held ?? { quantity: past.balance * 0.005 / (last.close * 0.015), stop_price: last.close * 0.985, target_price: last.close * 1.03 };
  const price = held?.entry_price ?? last.close;
  const result = (at) => (at - price) * entry.quantity;
  return {
    direction: "LONG", is_held: Boolean(held), price, quantity: entry.quantity, notional: price * entry.quantity, stop_price: entry.stop_price, stop_pct: (entry.stop_price / price - 1) * 100,
    target_price: entry.target_price, target_pct: (entry.target_price / price - 1) * 100, at_stop: result(entry.stop_price), at_target: result(entry.target_price), reward_to_risk: 2, note: null,
  };
}

export const answers = { "/decision": decision };
