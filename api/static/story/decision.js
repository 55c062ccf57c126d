// The decision behind a story: what it was, and the three opinions that it was made of.

import { DASH, action, price, signed } from "../page/format.js";
import { make, moment, table } from "../page/dom.js";
import { candle, candleMs } from "./summary.js";
import { verdict } from "./words.js";

/** The decision with its opinions; a sentence where it is not on record. */
export function decisionPart(story) {
  const signal = story.signal;
  const head = make("h3", {}, "Decision");
  if (!signal) return make("section", {}, head, make("p", { class: "soft" }, "The decision is not on record."));
  const said = action(signal.action);
  return make("section", {}, head,
    make("p", {}, make("strong", { class: said.tone }, said.text), ` at confidence ${confidence(signal.confidence)}, on candle `,
      ...candle(signal.candle_time, candleMs(story)), ", decided at ", moment(signal.timestamp, { what: "clock" }), `, close ${price(signal.price)}`),
    verdict(signal) ? make("p", {}, verdict(signal)) : null,
    table({ caption: "The three opinions", columns: COLUMNS, rows: opinions(signal) }));
}

const confidence = (value) => (typeof value === "number" ? value.toFixed(2) : DASH);

const COLUMNS = [
  { name: "Opinion", of: (row) => make("span", { class: "nowrap" }, row.whose) },
  { name: "Says", of: (row) => make("span", { class: `nowrap ${row.tone ?? ""}` }, row.says) },
  { name: "Confidence", number: true, of: (row) => confidence(row.confidence), value: (row) => row.confidence },
  { name: "Why", of: (row) => row.why || DASH },
];

function opinions(signal) {
  return [technical(signal.technical), ai(signal), macro(signal.macro)];
}

const off = (whose) => ({ whose, says: "off", confidence: null, why: "" });
const says = (opinion) => ({ says: action(opinion.action).text, tone: action(opinion.action).tone, confidence: opinion.confidence });

function technical(opinion) {
  return opinion ? { whose: "Technical", ...says(opinion), why: opinion.reason } : off("Technical");
}

function ai({ ai: opinion }) {
  if (!opinion) return off("AI");
  const chances = ["long", "short", "flat"].map((side) => `${side} ${share(opinion[`probability_${side}`])}`).join(", ");
  const why = opinion.summary || chances;
  return { whose: "AI", ...says(opinion), why };
}

const share = (value) => (typeof value === "number" ? `${(value * 100).toFixed(0)} %` : DASH);

function macro(opinion) {
  if (!opinion) return off("Macro");
  const more = (opinion.drivers ?? []).filter((title) => !opinion.summary?.includes(title));
  const why = [opinion.summary, ...more].filter(Boolean).join(" · ");
  return { whose: "Macro", says: `bias ${signed(opinion.bias, (value) => value.toFixed(2))}`, confidence: opinion.confidence, why };
}
