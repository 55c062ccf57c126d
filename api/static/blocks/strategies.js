// Every symbol that the bot trades, with its config and how it stands.

import { make, table } from "../page/dom.js";
import { DASH, action, money, percent, words } from "../page/format.js";

export const definition = {
  name: "strategies", title: "Strategies in use", about: "each symbol's config and where it comes from", place: "bottom", views: ["portfolio"],
  asks: () => "/portfolio/strategies", again: ["run", "trade"], everyMs: 5 * 60 * 1000, keeps: "symbols", draw,
};

const fraction = (value) => percent(value === undefined ? null : value * 100);
const number = { number: true };

const COLUMNS = [
  { name: "Symbol", of: (item) => `${item.symbol} ${item.config.timeframe ?? ""}` },
  { name: "Position", of: (item) => make("span", { class: action(item.position).tone }, action(item.position).text) },
  { name: "Strategy", of: (item) => words(item.config.strategy ?? "ema_rsi") },
  { name: "Parameters", of: (item) => parameters(item.config) },
  { name: "Risk", title: "risk_per_trade_pct", ...number, of: (item) => percent(item.config.risk_per_trade_pct ?? null), value: (item) => item.config.risk_per_trade_pct },
  { name: "Stop", title: "stop_loss_pct", ...number, of: (item) => fraction(item.config.stop_loss_pct), value: (item) => item.config.stop_loss_pct },
  { name: "Target", title: "take_profit_pct", ...number, of: (item) => fraction(item.config.take_profit_pct), value: (item) => item.config.take_profit_pct },
  { name: "Equity", ...number, of: (item) => money(item.equity), value: (item) => item.equity },
  { name: "Config", wide: true, of: whence },
];

function draw(body, items) {
  body.replaceChildren(table({ columns: COLUMNS, rows: items, caption: "Strategies in use", csv: "strategies" }));
}

function whence(item) {
  return [item.config_error ? `refused: ${item.config_error}` : item.origin,
    ...(["proven", "disproven"].includes(item.standing) ? [item.standing] : []), ...(item.notes ?? [])].join("; ");
}

function parameters(config) {
  if ((config.strategy ?? "ema_rsi") !== "ema_rsi") {
    return Object.entries(config.strategy_params ?? {}).map(([name, value]) => `${words(name)} ${value}`).join(", ") || "its defaults";
  }
  const value = (name) => config[name] ?? DASH;
  return `EMA ${value("ema_fast")} / ${value("ema_slow")}, RSI ${value("rsi_period")} (${value("rsi_oversold")}–${value("rsi_overbought")})`;
}
