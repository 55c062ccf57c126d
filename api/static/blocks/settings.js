// Settings by their label; the name that files and flags have is in the tooltip.

import { DASH, number, percent, words } from "../page/format.js";
import { make, table } from "../page/dom.js";

const LABELS = {
  symbol: "Symbol", timeframe: "Timeframe", strategy: "Strategy", strategy_params: "Parameters",
  ema_fast: "Fast EMA", ema_slow: "Slow EMA", rsi_period: "RSI period", rsi_overbought: "Overbought above",
  rsi_oversold: "Oversold below", risk_per_trade_pct: "Risk a trade", stop_loss_pct: "Stop", take_profit_pct: "Target",
  fee_pct: "Fee a side", slippage_pct: "Slippage a side", allow_short: "Shorts", exit_on_opposite_signal: "Exit on opposite signal",
  position_sizing: "Sizing", kelly_fraction: "Part of Kelly", kelly_trades: "Trades for Kelly", max_position_pct: "Largest position",
  stop_type: "Kind of stop", atr_period: "ATR period", stop_atr_multiple: "Stop in ATR", target_atr_multiple: "Target in ATR",
};
const FRACTIONS = new Set(["stop_loss_pct", "take_profit_pct", "fee_pct", "slippage_pct"]);
const PERCENTS = new Set(["risk_per_trade_pct", "max_position_pct"]);

/** The label of a setting as text. */
export const settingLabel = (field) => LABELS[field] ?? words(field);

/** The label of a setting, its code name in the tooltip. */
export const settingName = (field) => make("span", { class: "setting", title: field }, settingLabel(field));

/** The value of a setting with its unit. */
export function settingValue(field, value) {
  if (value === null || value === undefined) return DASH;
  if (typeof value === "boolean") return value ? "on" : "off";
  if (FRACTIONS.has(field)) return percent(value * 100);
  if (PERCENTS.has(field)) return percent(value);
  if (typeof value === "number") return number(value);
  if (typeof value !== "object") return words(value);
  return Object.entries(value).map(([name, part]) => `${words(name)} ${settingValue(name, part)}`).join(", ") || DASH;
}

/** A table of what differs, of {field: [from, to]}; null where nothing does. */
export function configDiff(diff, { from = "In use", to = "Proposed" } = {}) {
  const rows = Object.entries(diff ?? {});
  if (rows.length === 0) return null;
  return table({
    caption: "What differs",
    columns: [
      { name: "Setting", of: ([field]) => settingName(field) },
      { name: from, number: true, of: ([field, [before]]) => settingValue(field, before) },
      { name: to, number: true, of: ([field, [, after]]) => settingValue(field, after) },
    ],
    rows,
  });
}
