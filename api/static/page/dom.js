// What blocks are built of: elements, times, tiles, bars, pairs and tables.

import { DASH, clock, day, span, stamp, time } from "./clock.js";
import { make } from "./element.js";

export { button, make } from "./element.js";
export { save, table } from "./table.js";

const WRITERS = { time, clock, day };

/** A `<time>` in the zone of the page, `what` of it: "time", "clock" or "day". */
export function moment(value, { what = "time", ...attributes } = {}) {
  const text = WRITERS[what](value);
  if (text === DASH) return make("span", attributes, DASH);
  return make("time", { datetime: value, "data-what": what, title: stamp(value), ...attributes }, text);
}

/** Write the times below an element in the zone of the page as it is now; nothing else of it is touched. */
export function writeTimes(element) {
  element.querySelectorAll("time[data-what]").forEach((each) => {
    const text = WRITERS[each.dataset.what](each.dateTime);
    if (text !== each.textContent) Object.assign(each, { textContent: text, title: stamp(each.dateTime) });
  });
}

/** "09:00–10:00" of a candle, in the zone of the page. */
export function candleSpan(from, to) {
  return make("span", { title: `${stamp(from)} to ${stamp(to)}`, class: "nowrap", "data-span": `${from}/${to}` }, span(from, to));
}

/** A term and its value for a `dl.tiles`; `small` is a second, quieter line (text or elements). */
export function tile(term, value, { tone = "", small = null, title = "" } = {}) {
  return make("div", { class: "tile", title },
    make("dt", {}, term),
    make("dd", { class: tone }, value, small ? make("small", {}, ...[small].flat()) : null));
}

/** A labelled bar from 0 to 1. */
export function bar(label, fraction, text, tone = "") {
  const fill = make("span", { class: `fill ${tone}` });
  fill.style.width = `${Math.max(0, Math.min(1, fraction ?? 0)) * 100}%`;
  return make("div", { class: "bar" }, make("span", {}, label),
    make("span", { class: "track" }, fill), make("span", { class: "value" }, text));
}

/** A labelled bar from -1 to 1, growing from the middle. */
export function balance(label, value, text, tone = "") {
  const half = Math.min(1, Math.abs(value ?? 0)) * 50;
  const fill = make("span", { class: `fill ${tone}` });
  fill.style.width = `${half}%`;
  fill.style.left = `${(value ?? 0) < 0 ? 50 - half : 50}%`;
  return make("div", { class: "bar" }, make("span", {}, label),
    make("span", { class: "track" }, fill, make("span", { class: "middle" })),
    make("span", { class: "value" }, text));
}

/** A two-column list of [name, value] pairs. */
export function pairs(rows) {
  return make("dl", { class: "pairs" }, ...rows.map(([name, value]) =>
    make("div", {}, make("dt", {}, name), make("dd", {}, value))));
}

/** A small mark beside a text: "stale", "sample data". */
export const tag = (text, attributes = {}) => make("span", { class: "tag", ...attributes }, text);
