// Sample answers of the decision taken apart, the optimizer's runs, and what is said to the bot.

import { reason } from "./account.js";
import { HOUR, NOW, fresh, histories, historyOf, isoOf } from "./history.js";

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

const metrics = (total_pnl_pct, max_drawdown_pct, sharpe_ratio, win_rate, total_trades) => ({ total_pnl_pct, max_drawdown_pct, sharpe_ratio, win_rate, total_trades, profit_factor: 1.1 });
const contender = (fingerprint, searched, unseen) => ({ fingerprint, config: {}, metrics_in_sample: searched, metrics_out_of_sample: unseen });

function runs() {
  const [first, second] = histories().map((past) => past.symbol);
  return [
    {
      at: isoOf(NOW - 2 * HOUR), symbol: first, outcome: "kept", config_diff: { ema_fast: [12, 9], ema_slow: [26, 31], stop_loss_pct: [0.015, 0.012] },
      reasons: ["refused: over 860 candles that its searches had not seen the challenger earned +1.9 %, the champion +1.4 %; not shown: that it is better than the champion (p = 0.3120, at most 0.05 at look 1 of the year)", "An invented sentence on luck."],
      champion: contender("5a3b1e", metrics(2.1, 3.4, 0.9, 0.46, 61), metrics(1.4, 2.2, 0.7, 0.44, 32)), challenger: contender("c41d07", metrics(6.8, 2.9, 2.4, 0.52, 74), metrics(1.9, 2.6, 0.8, 0.47, 38)),
      gate: { state: "on", examination: { look: { number: 1, p_threshold: 0.05 }, difference_p_value: 0.312, own_p_value: 0.21, max_drawdown_pct: 2.6, most_drawdown_pct: 15, trades: 38, least_trades: 30, unseen_candles: 860, least_unseen_candles: 500, return_pct: 1.9, champion_return_pct: 1.4 } },
    },
    { at: isoOf(NOW - 2 * HOUR), symbol: second, outcome: "kept", config_diff: {}, reasons: ["kept: the best trial is the config in use"], champion: null, challenger: null, gate: null },
  ];
}

const said = () => ({ id: "sample", done: true, said: ["this is sample data: nothing was said to a bot"], answered_at: fresh().as_of });

export const answers = {
  "/decision": decision,
  "/optimizer/runs": runs,
  "^/control/": said,
  "^/positions/.+/close$": said,
};
