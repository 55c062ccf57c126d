// Risk budget: whether the bot may enter, each limit with its use, what is held, what is scheduled.

import { money, number, percent, stamp, time, words } from "../page/format.js";
import { bar, make } from "../page/dom.js";
import { heading, knownPairs } from "./parts.js";

const LIMITS = {
  max_position: "Largest position", max_exposure: "All positions", max_correlated_exposure: "Positions that move together",
  max_trades_per_day: "Entries of the UTC day", daily_loss_limit: "Loss of the UTC day", max_drawdown: "Drawdown",
  max_consecutive_losses: "Losses in a row", max_spread: "Spread", max_price_age: "Age of the price",
  max_orders_per_minute: "Entries in a minute",
};

const MOST_BARS = 8;

function draw(body, risk) {
  body.replaceChildren(state(risk), ...limits(risk.limits), ...exposures(risk), ...scheduled(risk.calendar));
}

function state(risk) {
  const stops = risk.state !== "ACTIVE";
  const until = !stops ? "" : risk.until === null ? ", until it is resumed" : `, until ${stamp(risk.until)}`;
  return make("p", stops ? { class: "note problem" } : {}, make("span", { class: "strong" }, risk.state), ` ${setBy(risk)}${until}`);
}

/** Who set the state, when, and why; a limit's own sentence says all of it. */
function setBy({ reason, by, since, rule }) {
  if (rule !== null || since === null) return reason;
  const why = reason === `${by} said so` ? "" : `: ${reason}`;
  return `set by ${by} at ${stamp(since)}${why}`;
}

function limits(all) {
  const set = all.filter((limit) => limit.limit !== null);
  if (set.length === 0) return [make("p", { class: "soft" }, "No limit of the account is set (RISK_LIMITS and RISK_… in .env).")];
  return set.map((limit) => {
    const most = `${number(limit.limit)} ${limit.unit}`;
    const text = limit.use === null ? `at most ${most}` : `${number(limit.use, 3)} of ${most}${limit.is_reached ? ", reached" : ""}`;
    return bar(LIMITS[limit.rule] ?? words(limit.rule), (limit.use ?? 0) / limit.limit, text, limit.is_reached ? "down" : "");
  });
}

function exposures(risk) {
  const held = Object.entries(risk.exposures).filter(([, size]) => size !== 0).sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  if (held.length === 0) return [];
  const bars = held.slice(0, MOST_BARS).map(([symbol, size]) => bar(symbol, risk.equity ? Math.abs(size) / risk.equity : 0, heldText(size, risk.equity), size < 0 ? "down" : "up"));
  const rest = held.slice(MOST_BARS);
  const more = make("p", { class: "soft" }, `${rest.length} more: ${heldText(rest.reduce((sum, [, size]) => sum + size, 0), risk.equity)}`);
  return [heading("Held, and its part of the equity"), ...bars, ...(rest.length > 0 ? [more] : [])];
}

const heldText = (size, equity) => (equity ? `${money(size)}, ${percent(size / equity * 100, 1)}` : money(size));

function scheduled(calendar) {
  const next = calendar.next_event;
  const rule = calendar.is_on ? `; no entry from ${number(calendar.before_minutes)} min before to ${number(calendar.after_minutes)} min after` : "";
  const event = next && knownPairs([[time(next.at), `${next.name} (${next.impact} impact${rule})`]]);
  return [
    calendar.blackout && make("p", { class: "note problem" }, calendar.blackout),
    ...(event ? [heading("Next scheduled event"), event] : []),
    calendar.problem && make("p", { class: "soft" }, calendar.problem),
  ].filter(Boolean);
}

/** The account is the same for every symbol; the event that comes next is not. */
const ofAccount = (answer, risk) => ({ ...risk, calendar: answer.calendar });

export const definition = {
  name: "risk",
  title: "Risk budget",
  about: "trading state, limits and their use, what is held, scheduled events",
  place: "side",
  views: ["portfolio", "symbol"],
  asks: (address) => address.query("/risk"),
  on: { risk: ofAccount },
  everyMs: 600000,
  isEmpty: (risk) => risk.as_of === null && risk.state === "ACTIVE",
  empty: () => "Limits are looked at with the bot's first cycle.",
  draw,
};
