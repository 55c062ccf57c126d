// Macro and news pulse: the bias, what drives it, and the events behind it.

import { number, signed, tone } from "../page/format.js";
import { balance, bar, make, moment } from "../page/dom.js";
import { folded, heading, knownPairs, noteOr, ofShown, ofSymbol } from "./parts.js";

const two = (value) => value.toFixed(2);

function draw(body, answer) {
  const parts = [...pulse(answer), ...drivers(answer), ...events(answer),
    ...(answer.problems ?? []).map((problem) => make("p", { class: "soft" }, problem))];
  body.replaceChildren(...parts.filter((part) => part !== null));
}

function pulse(answer) {
  if (answer.bias_score === null) return [];
  return [
    balance("Bias", answer.bias_score, signed(answer.bias_score, two), tone(answer.bias_score)),
    bar("Confidence", answer.confidence, number(answer.confidence, 2)),
    knownPairs([
      ["Interest rates", answer.interest_rate_outlook],
      ["Political risk", answer.political_risk],
      ["Events that count", answer.events_counted ? number(answer.events_counted) : null],
    ]),
  ];
}

function drivers({ drivers: titles, driver_shares: shares = [] }) {
  if (titles.length === 0) return [];
  const line = (title, n) => make("li", {}, title, shares[n] === undefined ? null
    : make("span", { class: "soft" }, " ", make("span", { class: tone(shares[n]) }, signed(shares[n], two)), " of the bias"));
  return [heading("Drivers, the strongest first"), make("ul", { class: "plain" }, ...titles.map(line))];
}

/** Those that no driver names already, behind a line. */
function events({ events: all, drivers: titles }) {
  const others = all.filter((event) => !titles.includes(event.title)).slice(0, 20);
  if (others.length === 0) return [];
  const words = (event) => [event.sentiment, `${event.impact} impact`, event.source].filter(Boolean).join(", ");
  const line = (event) => make("li", {}, event.title, make("span", { class: "soft" }, " ",
    event.published_at ? moment(event.published_at) : "no date", ` · ${words(event)}`,
    event.bias === null ? "" : ` · bias ${signed(event.bias, two)}`));
  return [folded(`${others.length} more on file`, make("ul", { class: "plain" }, ...others.map(line)))];
}

export const definition = {
  name: "macro",
  title: ofSymbol("Macro & news pulse"),
  short: "Macro",
  about: "bias, drivers and events",
  place: "side",
  views: ["portfolio", "symbol"],
  asks: (address) => address.query("/macro/insights"),
  again: { signal: ofShown },
  everyMs: 600000,
  isEmpty: (answer) => !answer.events_counted && answer.events.length === 0,
  empty: (answer, note) => noteOr(answer, note, "No event counts now: macro_events.json takes them by hand, the news service from feeds."),
  draw,
};
