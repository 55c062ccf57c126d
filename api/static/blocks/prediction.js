// AI insights: what it finds likely, what it saw, and how often it was right.

import { action, number, percent, signed } from "../page/format.js";
import { bar, make } from "../page/dom.js";
import { heading, knownPairs, noteOr, ofShown, ofSymbol } from "./parts.js";

function draw(body, answer) {
  const said = action(answer.action);
  const chance = (label, value, kind) => (value === null ? null : bar(label, value, percent(value * 100, 1), kind));
  body.replaceChildren(...[
    make("p", {}, make("span", { class: `strong ${said.tone}` }, said.text), ` expects a move of ${signed(answer.expected_move_pct)}; `,
      answer.ai_override_active ? "overrides the technical signal." : "does not override the technical signal."),
    chance("▲ long", answer.probability_long, "up"),
    chance("▼ short", answer.probability_short, "down"),
    chance("■ flat", answer.probability_flat),
    answer.ai_record ? make("p", { class: "soft" }, `The AI was ${answer.ai_record}, ${answer.ai_horizon_candles} candles later.`) : null,
    ...features(answer.features ?? {}),
  ].filter((part) => part !== null));
}

function features(values) {
  const pct = (value) => percent(value, 3);
  const seen = knownPairs([
    ["EMA gap", signed(values.ema_gap_pct, pct)],
    ["Momentum, 5 candles", signed(values.momentum_pct, pct)],
    ["RSI from 50", signed(values.rsi_distance_from_mid, (value) => number(value, 3))],
    ["Volatility, 20 candles", pct(values.volatility_pct)],
  ]);
  return seen ? [heading("What it saw"), seen] : [];
}

export const definition = {
  name: "prediction",
  title: ofSymbol("AI insights"),
  about: "probabilities, what they rest on, how often they were right",
  place: "side",
  views: ["portfolio", "symbol"],
  asks: (address) => address.query("/ai/prediction"),
  again: { signal: ofShown },
  isEmpty: (answer) => answer.action === null,
  empty: (answer, note) => noteOr(answer, note, "The AI speaks with the bot's first candle."),
  draw,
};
