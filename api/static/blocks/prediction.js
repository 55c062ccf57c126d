// The AI's opinion on the last candle: probabilities, what it saw, and how often it was right.

import { bar, make, pairs } from "../page/dom.js";
import { DASH, action, percent, signed } from "../page/format.js";

export const definition = {
  name: "prediction", title: "AI prediction", about: "probabilities and what they rest on", place: "side", views: ["portfolio", "symbol"],
  asks: (address) => address.query("/ai/prediction"), again: ["signal"], isEmpty: (answer) => !answer.action, draw,
};

function draw(body, answer) {
  const said = action(answer.action);
  const chance = (label, value, kind) => bar(label, value, value === null ? DASH : percent(value * 100, 1), kind);
  const features = answer.features ?? {};
  const soft = (text) => make("p", { class: "soft" }, text);
  body.replaceChildren(
    make("p", {}, make("span", { class: `strong ${said.tone}` }, said.text), ` · expected move ${signed(answer.expected_move_pct)}`),
    soft(answer.ai_override_active ? "Overrides the technical signal." : "Does not override the technical signal."),
    ...(answer.ai_record ? [soft(`The AI was ${answer.ai_record}, ${answer.ai_horizon_candles} candles later.`)] : []),
    make("div", { class: "part" },
      chance("▲ long", answer.probability_long, "up"),
      chance("▼ short", answer.probability_short, "down"),
      chance("■ flat", answer.probability_flat)),
    make("p", { class: "part" }, answer.summary),
    make("div", { class: "part" }, pairs([
      ["EMA gap", signed(features.ema_gap_pct, (value) => percent(value, 3))],
      ["Momentum, 5 candles", signed(features.momentum_pct, (value) => percent(value, 3))],
      ["RSI from 50", signed(features.rsi_distance_from_mid, (value) => value.toFixed(1))],
      ["Volatility, 20 candles", percent(features.volatility_pct, 3)],
    ])));
}
