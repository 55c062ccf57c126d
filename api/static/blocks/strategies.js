// Strategies in use: each symbol's config, and where it comes from.

import { words } from "../page/format.js";
import { address } from "../page/address.js";
import { button, make, table } from "../page/dom.js";
import { any, bounded, folded, knownPairs, strategyName } from "./parts.js";
import { settingLabel, settingName, settingValue } from "./settings.js";

const OWN = ["ema_fast", "ema_slow", "rsi_period", "rsi_overbought", "rsi_oversold"];

/** The reader's order, kept when the table is drawn anew. */
const order = { by: null, down: false };

function draw(body, items) {
  const columns = [
    { name: "Symbol", of: symbolLink, value: (item) => item.symbol },
    { name: "Timeframe", of: (item) => item.config.timeframe },
    { name: "Strategy", of: (item) => strategyName(item.config) },
    { name: "Parameters", wide: true, of: parameters },
    ...["risk_per_trade_pct", "stop_loss_pct", "take_profit_pct"].map((field) => ({
      name: settingLabel(field), title: field, number: true,
      of: (item) => settingValue(field, item.config[field]), value: (item) => item.config[field] ?? null,
    })),
    { name: "Comes from", wide: true, of: origin },
  ];
  const whole = table({ columns, rows: items, caption: "Strategies in use", csv: "strategies", sort: order });
  body.replaceChildren(...bounded(items.length, 12, "Strategies in use, all symbols", whole), ...(items.length === 1 ? [wholeConfig(items[0])] : []));
}

/** Every setting of one config, behind a line. */
function wholeConfig({ config, config_fingerprint: fingerprint }) {
  const fields = Object.keys(config).filter((field) => !["symbol", "strategy_params"].includes(field));
  const rows = [...fields.map((field) => [settingName(field), settingValue(field, config[field])]), ["Fingerprint", fingerprint]];
  return folded("All settings", make("div", { class: "settings" }, knownPairs(rows)));
}

const symbolLink = (item) => button(item.symbol, () => address.set({ symbol: item.symbol }), { class: "link nowrap", title: `Show ${item.symbol} alone` });

/** Each with its code name in the tooltip: "Fast EMA 12, Slow EMA 26". */
function parameters({ config }) {
  const isOwn = (config.strategy ?? "ema_rsi") !== "ema_rsi";
  const stated = isOwn ? Object.entries(config.strategy_params ?? {}) : OWN.map((field) => [field, config[field]]);
  if (stated.length === 0) return "its defaults";
  return make("span", {}, ...stated.flatMap(([field, value], n) => [n > 0 ? ", " : "", settingName(field), ` ${settingValue(field, value)}`]));
}

function origin(item) {
  if (item.config_error) return `refused: ${item.config_error}`;
  const standing = ["proven", "disproven"].includes(item.standing) ? [words(item.standing)] : [];
  return [item.origin, ...standing, ...(item.notes ?? [])].join("; ");
}

export const definition = {
  name: "strategies",
  title: "Strategies in use",
  about: "each symbol's config, and where it comes from",
  place: "bottom",
  views: ["portfolio", "symbol"],
  asks: () => "/portfolio/strategies",
  again: { run: any },
  everyMs: 300000,
  empty: () => "The configs show with the bot's first cycle.",
  draw: (body, items, page) => draw(body, page.address.symbol ? items.filter((item) => item.symbol === page.address.symbol) : items),
};
