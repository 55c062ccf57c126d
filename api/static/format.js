// Values as text. Unknown is always a dash, never 0 and never a colour alone.

export const DASH = "—";

const known = (value) => typeof value === "number" && Number.isFinite(value);

/** A quantity or any number: up to `digits` significant digits, thousands grouped. */
export function number(value, digits = 6) {
  if (!known(value)) return DASH;
  return value.toLocaleString("en-US", { maximumSignificantDigits: digits });
}

/** A price: two decimals from 100 up, six significant digits below. */
export function price(value) {
  return known(value) && Math.abs(value) >= 100 ? money(value) : number(value);
}

/** An amount of quote currency, two decimals. */
export function money(value) {
  if (!known(value)) return DASH;
  return value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** A value in percent, two decimals. */
export function percent(value, decimals = 2) {
  return known(value) ? `${value.toFixed(decimals)} %` : DASH;
}

/** With arrow and sign: ▲ +0.42 %, ▼ −0.42 %, or plain where it is zero. */
export function signed(value, write = percent) {
  if (!known(value)) return DASH;
  if (value === 0) return write(0);
  const mark = value > 0 ? "▲ +" : "▼ −";
  return mark + write(Math.abs(value));
}

/** The class that colours a signed value. */
export function tone(value) {
  if (!known(value) || value === 0) return "";
  return value > 0 ? "up" : "down";
}

const ACTIONS = {
  LONG: { text: "▲ LONG", tone: "up" },
  SHORT: { text: "▼ SHORT", tone: "down" },
  FLAT: { text: "■ FLAT", tone: "soft" },
};

/** {text, tone} of LONG, SHORT, FLAT or unknown. */
export function action(value) {
  return ACTIONS[value] ?? { text: DASH, tone: "soft" };
}

/** {day: "2025-03-01", hour: "13:00"} in UTC. */
export function dayAndHour(value) {
  const [day, hour] = time(value).split(" ");
  return { day: hour ? day : "", hour: hour ?? DASH };
}

/** "2025-03-01 13:00" in UTC, seconds only where there are some. */
export function time(value) {
  if (!value) return DASH;
  const iso = new Date(value).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, iso.slice(17, 19) === "00" ? 16 : 19)}`;
}

/** A duration in the largest fitting unit: 12 s, 3 min, 5 h, 2 d. */
export function duration(seconds) {
  if (!known(seconds)) return DASH;
  if (seconds < 100) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} d`;
}
