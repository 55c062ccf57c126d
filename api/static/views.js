// What each block shows of its answer. Every function fills `body` and keeps nothing.

import { DASH, action, dayAndHour, duration, money, number, percent, price, signed, time, tone } from "./format.js";
import { balance, bar, make, pairs, table, tile } from "./dom.js";
import { allocationPart } from "./playbook.js";

export function drawStatus(body, status) {
  const held = action(status.position);
  const last = action(status.last_signal);
  const lastCandle = dayAndHour(status.last_candle_time);
  const nextCandle = dayAndHour(status.next_candle_time);
  const size = status.quantity === null ? "nothing held" : `${number(status.quantity, 6)} held`;
  const tiles = make("dl", { class: "tiles" },
    tile("Symbol", status.symbol ?? DASH, { small: [status.timeframe, status.data_source].filter(Boolean).join(" · ") }),
    tile("Position", held.text, { tone: held.tone, small: status.position ? size : "" }),
    tile("Entry", price(status.entry_price), { small: status.entry_time ? `${time(status.entry_time)} UTC` : "" }),
    tile("Unrealized P&L", signed(status.unrealized_pnl_pct), {
      tone: tone(status.unrealized_pnl_pct),
      small: status.unrealized_pnl === null ? "" : signed(status.unrealized_pnl, money),
    }),
    tile("Equity", money(status.equity), { small: status.trades === null ? "" : `${status.trades} closed trades` }),
    tile("Last price", price(status.last_price), { small: status.rsi === null ? "" : `RSI ${number(status.rsi, 3)}` }),
    tile("Last signal", last.text, { tone: last.tone, small: status.confidence === null ? "" : `confidence ${status.confidence.toFixed(2)}` }),
    tile("Heartbeat", status.heartbeat_age_seconds === null ? DASH : `${duration(status.heartbeat_age_seconds)} ago`, {
      small: status.loop_interval_seconds === null ? "" : `a cycle every ${duration(status.loop_interval_seconds)}`,
    }),
    tile("Last candle", lastCandle.hour, { small: lastCandle.day && `${lastCandle.day} UTC, open` }),
    tile("Next candle", nextCandle.hour, { small: nextCandle.day && `${nextCandle.day} UTC` }));
  const parts = [tiles];
  if (status.config_error) {
    const words = `Config refused, the last good one stays in use: ${status.config_error}`;
    parts.unshift(make("p", { class: "banner", role: "alert" }, words));
  }
  if (status.standing === "disproven") {
    parts.unshift(make("p", { class: "banner", role: "alert" }, `Config ${status.standing_reason}`));
  } else if (status.standing_reason) {
    parts.push(make("p", { class: "soft" }, `Config ${status.standing_reason}`));
  }
  if (status.reason) parts.push(make("p", { class: "reason" }, make("span", { class: "label" }, "Why: "), status.reason));
  for (const warning of status.warnings) parts.push(make("p", { class: "soft" }, `Note: ${warning}`));
  body.replaceChildren(...parts);
}

export function drawSignals(body, answer) {
  const lines = answer.items.map((signal) => {
    const said = action(signal.action);
    const head = make("div", { class: "head" },
      make("span", { class: `strong ${said.tone}` }, said.text),
      make("span", {}, `confidence ${signal.confidence === null ? DASH : signal.confidence.toFixed(2)}`),
      make("span", {}, `at ${price(signal.price)}`),
      signal.ai_override_active ? make("span", { class: "badge" }, "AI override") : null,
      make("time", { class: "soft", datetime: signal.timestamp }, `${time(signal.timestamp)} UTC`));
    return make("li", {}, head, make("div", {}, signal.reason || DASH),
      signal.outcome ? make("div", { class: "soft" }, signal.outcome) : null);
  });
  body.replaceChildren(make("ul", { class: "signals" }, ...lines));
}

export function drawPrediction(body, answer) {
  const prediction = answer.prediction;
  if (!prediction) {
    body.replaceChildren();
    return;
  }
  const said = action(prediction.action);
  const chance = (label, value, kind) => bar(label, value, value === null ? DASH : percent(value * 100, 1), kind);
  const features = prediction.features;
  body.replaceChildren(
    make("p", {}, make("span", { class: `strong ${said.tone}` }, said.text),
      ` · expected move ${signed(prediction.expected_move_pct)}`),
    make("p", { class: "soft" }, answer.ai_override_active
      ? "Overrides the technical signal." : "Does not override the technical signal."),
    ...(answer.ai_record ? [make("p", { class: "soft" },
      `The AI was ${answer.ai_record}, ${answer.ai_horizon_candles} candles later.`)] : []),
    make("div", { class: "part" },
      chance("▲ long", prediction.probability_long, "up"),
      chance("▼ short", prediction.probability_short, "down"),
      chance("■ flat", prediction.probability_flat)),
    make("p", { class: "part" }, prediction.summary),
    make("div", { class: "part" }, pairs([
      ["EMA gap", signed(features.ema_gap_pct, (value) => percent(value, 3))],
      ["Momentum, 5 candles", signed(features.momentum_pct, (value) => percent(value, 3))],
      ["RSI from 50", signed(features.rsi_distance_from_mid, (value) => value.toFixed(1))],
      ["Volatility, 20 candles", percent(features.volatility_pct, 3)],
    ])),
  );
}

export function drawMacro(body, answer) {
  const parts = [];
  const insight = answer.insight;
  if (insight) {
    parts.push(
      balance("Bias", insight.bias, signed(insight.bias, (value) => value.toFixed(2)), tone(insight.bias)),
      bar("Confidence", insight.confidence, insight.confidence === null ? DASH : insight.confidence.toFixed(2)),
      make("p", {}, insight.summary),
      make("div", { class: "part" }, pairs([
        ["Interest rates", insight.interest_rate_outlook ?? DASH],
        ["Political risk", insight.political_risk ?? DASH],
        ["Events that count", String(insight.events)],
      ])),
    );
    if (insight.drivers.length > 0) {
      parts.push(make("h3", { class: "label part" }, "Drivers"),
        make("ul", { class: "plain" }, ...insight.drivers.map((title, n) => driverLine(title, insight.driver_shares?.[n]))));
    }
  }
  if (answer.events.length > 0) parts.push(eventList(answer.events));
  for (const problem of answer.problems) parts.push(make("p", { class: "soft part" }, `Note: ${problem}`));
  body.replaceChildren(...parts);
}

function driverLine(title, share) {
  if (share === undefined) return make("li", {}, title);
  return make("li", {}, title,
    make("span", { class: "soft" }, ` · ${signed(share, (value) => value.toFixed(2))} of the bias`));
}

function eventList(events) {
  const lines = events.slice(0, 8).map((event) => make("li", {}, event.title,
    make("span", { class: "soft" }, ` · ${event.sentiment}, ${event.impact} · bias ${
      signed(event.bias, (value) => value.toFixed(2))} · ${event.published_at ? `${time(event.published_at)} UTC` : "no date"}`)));
  return make("div", { class: "part" }, make("h3", { class: "label" }, "Events on file"),
    make("ul", { class: "plain" }, ...lines));
}

export function drawStrategies(body, answer) {
  if (answer.items.length === 0) {
    body.replaceChildren();
    return;
  }
  const shared = allocationPart(answer.allocation);
  const columns = [{ name: "Symbol" }, { name: "Position" }, { name: "Strategy" }, { name: "Parameters" },
    { name: "Risk", number: true }, { name: "Stop", number: true }, { name: "Target", number: true },
    { name: "Equity", number: true }, { name: "Config" }];
  const rows = answer.items.map((item) => {
    const config = item.config;
    const held = action(item.position);
    const fraction = (value) => percent(value === undefined ? null : value * 100);
    return [
      `${item.symbol} ${config.timeframe ?? ""}`, make("span", { class: held.tone }, held.text),
      words(config.strategy ?? "ema_rsi"), parameters(config),
      percent(config.risk_per_trade_pct ?? null), fraction(config.stop_loss_pct), fraction(config.take_profit_pct),
      money(item.equity), [item.config_error ? `refused: ${item.config_error}` : item.origin,
        ...(["proven", "disproven"].includes(item.standing) ? [item.standing] : []), ...(item.notes ?? [])].join("; "),
    ];
  });
  body.replaceChildren(table(columns, rows), ...(shared ? [shared] : []));
}

function parameters(config) {
  if ((config.strategy ?? "ema_rsi") !== "ema_rsi") {
    const own = Object.entries(config.strategy_params ?? {});
    return own.map(([name, value]) => `${name} ${value}`).join(", ") || "its defaults";
  }
  const value = (name) => config[name] ?? DASH;
  return `EMA ${value("ema_fast")} / ${value("ema_slow")}, `
    + `RSI ${value("rsi_period")} (${value("rsi_oversold")}–${value("rsi_overbought")})`;
}

const words = (name) => name.replaceAll("_", " ");
