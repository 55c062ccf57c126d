// Numbers and times as text: the one place for both. Unknown is always a dash, never 0.

import { DASH } from "./clock.js";

export { DASH, clock, day, span, stamp, time } from "./clock.js";

const TWO_DECIMALS = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 }); // once: a chart writes many

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** Any number: up to `digits` significant digits, thousands grouped. */
export function number(value, digits = 6) {
  if (!isNumber(value)) return DASH;
  return minus(value.toLocaleString("en-US", { maximumSignificantDigits: digits }));
}

/** How much is held or traded: up to eight significant digits. */
export const quantity = (value) => number(value, 8);

/** An amount of quote currency, two decimals. */
export function money(value) {
  if (!isNumber(value)) return DASH;
  const rounded = Math.abs(value) < 0.005 ? 0 : value;
  return minus(TWO_DECIMALS.format(rounded));
}

/** A price in full: two decimals from 100 up, six significant digits and at least two decimals below. */
export function price(value) {
  if (!isNumber(value) || Math.abs(value) >= 100) return money(value);
  const whole = Math.abs(value) >= 1 ? String(Math.trunc(Math.abs(value))).length : 0;
  const decimals = whole > 0 ? 6 - whole : 5 - Math.floor(Math.log10(Math.abs(value) || 1));
  return minus(value.toLocaleString("en-US", {
    minimumFractionDigits: 2, maximumFractionDigits: Math.min(20, Math.max(2, decimals)),
  }));
}

/** A value in percent, two decimals. */
export function percent(value, decimals = 2) {
  return isNumber(value) ? `${minus((Math.abs(value) < 0.5 / 10 ** decimals ? 0 : value).toFixed(decimals))}\u00a0%` : DASH;
}

/** A fraction in percent: 0.046 is 4.60 %. */
export const share = (fraction, decimals) => percent(isNumber(fraction) ? fraction * 100 : null, decimals);

/** With arrow and sign: ▲ +0.42 %, ▼ −0.42 %, or plain where it is zero as written. */
export function signed(value, write = percent) {
  if (!isNumber(value)) return DASH;
  const size = write(Math.abs(value));
  if (size === write(0)) return size;
  return (value > 0 ? "▲\u00a0+" : "▼\u00a0−") + size;
}

/** A profit or loss in quote currency, with arrow and sign. */
export const pnl = (value) => signed(value, money);

/** The class that colours a signed value. */
export function tone(value) {
  if (!isNumber(value) || value === 0) return "";
  return value > 0 ? "up" : "down";
}

const ACTIONS = {
  LONG: { text: "▲ LONG", tone: "up" },
  SHORT: { text: "▼ SHORT", tone: "down" },
  FLAT: { text: "■ FLAT", tone: "soft" },
};

/** {text, tone} of LONG, SHORT, FLAT or unknown. */
export const action = (value) => ACTIONS[value] ?? { text: DASH, tone: "soft" };

/** A duration in the largest fitting unit: 12 s, 3 min, 7 h, 2 d. */
export function duration(seconds) {
  if (!isNumber(seconds)) return DASH;
  if (seconds < 100) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} d`;
}

/** A code name as words: take_profit -> take profit. */
export const words = (name) => String(name ?? DASH).replaceAll("_", " ");

const minus = (text) => text.replace("-", "−");
