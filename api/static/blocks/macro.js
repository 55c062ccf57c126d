// What news means to a symbol: bias, drivers, and the events on file.

import { balance, bar, make, moment, pairs } from "../page/dom.js";
import { DASH, signed, tone } from "../page/format.js";

const MOST_EVENTS = 8;
const plainSigned = (value) => signed(value, (size) => size.toFixed(2));

export const definition = {
  name: "macro", title: "Macro & news", about: "bias, drivers and events", place: "side", views: ["portfolio", "symbol"],
  asks: (address) => address.query("/macro/insights"), again: ["signal"], everyMs: 5 * 60 * 1000,
  isEmpty: (answer) => !answer.summary && answer.events.length === 0, draw,
};

function draw(body, answer) {
  body.replaceChildren(
    ...(answer.summary ? insight(answer) : []),
    ...(answer.events.length > 0 ? [eventList(answer.events)] : []),
    ...(answer.problems ?? []).map((problem) => make("p", { class: "soft part" }, `Note: ${problem}`)));
}

function insight(answer) {
  return [
    balance("Bias", answer.bias_score, plainSigned(answer.bias_score), tone(answer.bias_score)),
    bar("Confidence", answer.confidence, answer.confidence === null ? DASH : answer.confidence.toFixed(2)),
    make("p", {}, answer.summary),
    pairs([
      ["Interest rates", answer.interest_rate_outlook ?? DASH],
      ["Political risk", answer.political_risk ?? DASH],
      ["Events that count", String(answer.events_counted)],
    ]),
    ...(answer.drivers.length === 0 ? [] : [make("h3", { class: "label part" }, "Drivers"),
      make("ul", { class: "plain" }, ...answer.drivers.map((title, index) => driver(title, answer.driver_shares?.[index])))]),
  ];
}

function driver(title, share) {
  return make("li", {}, title, share === undefined ? null : make("span", { class: "soft" }, ` · ${plainSigned(share)} of the bias`));
}

function eventList(events) {
  const lines = events.slice(0, MOST_EVENTS).map((event) => make("li", {}, event.title,
    make("span", { class: "soft" }, ` · ${event.sentiment}, ${event.impact} · bias ${plainSigned(event.bias)} · `,
      event.published_at ? moment(event.published_at) : "no date")));
  return make("div", { class: "part" }, make("h3", { class: "label" }, "Events on file"), make("ul", { class: "plain" }, ...lines));
}
