// Small parts that several blocks are made of.

import { DASH, words } from "../page/format.js";
import { address } from "../page/address.js";
import { make, pairs } from "../page/dom.js";
import { store } from "../page/store.js";

/** A small heading over a part of a block. */
export const heading = (text) => make("h3", { class: "label part" }, text);

/** The symbol chosen, or the volume's primary one, which answers where none is; null while it is not known. */
export const symbolShown = () => address.symbol ?? store.get("status")?.symbol ?? null;

/** Which events concern a block: all of them, those of the symbol shown, those of the symbol chosen. */
export const any = () => true;
export const ofShown = (event) => event.symbol === symbolShown();
export const ofChosen = (event) => event.symbol === address.symbol;

/** The title of a block about one symbol: names it where the address names none and the volume holds several. */
export const ofSymbol = (title) => (address) => {
  const symbol = store.get("status")?.symbol;
  const isClear = address.symbol || !symbol || store.get("symbols")?.length === 1;
  return isClear ? title : `${title} · ${symbol}`;
};

/** What an answer says of itself, unless that is the bot's silence, which the banner says; else `otherwise`. */
export const noteOr = (answer, note, otherwise) => (answer.stale || !note ? otherwise : note);

/** Names with values, those that are not known left out; null where none is. */
export function knownPairs(rows) {
  const known = rows.filter(([, value]) => value !== null && value !== undefined && value !== DASH && value !== "");
  return known.length === 0 ? null : pairs(known);
}

/** A list of texts, or of elements. */
export const list = (lines) => make("ul", { class: "plain" }, ...lines.map((line) => make("li", {}, line)));

/** Elements that scroll within their block where they are more than `most`. */
export function bounded(count, most, label, ...elements) {
  return count <= most ? elements : [make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, ...elements)];
}

/** What is read by few, behind one line that opens it. */
export const folded = (title, ...parts) => make("details", { class: "behind" }, make("summary", {}, title), ...parts);

/** "1 trade", "2 trades". */
export const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A labelled choice among `options`, as [value, text]; `choose(value)` hears each new one. */
export function choice(name, label, options, value, choose) {
  const select = make("select", { name }, ...options.map(([each, text]) => new Option(text, each)));
  select.value = value;
  select.addEventListener("change", () => choose(select.value));
  return make("label", {}, `${label} `, select);
}

/** A config's strategy in words. */
export const strategyName = (config) => (config.strategy ?? "ema_rsi").split("_").map(cased).join(" ");

const SHORT = new Set(["ema", "rsi", "macd", "atr"]);
const cased = (word) => (SHORT.has(word) ? word.toUpperCase() : words(word));
