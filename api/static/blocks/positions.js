// What is held now: a row a symbol.

import { button, make, moment, table } from "../page/dom.js";
import { action, duration, money, percent, pnl, price, quantity, tone } from "../page/format.js";
import { bounded } from "./parts.js";

const MOST_ROWS = 12;

export const definition = {
  name: "positions", title: "Open positions", short: "Positions", about: "what is held, its stop and its target", place: "top", first: true, views: ["portfolio", "symbol"],
  asks: (address) => address.query("/positions"),
  on: { positions: (_, event, address) => event.filter((position) => !address.symbol || position.symbol === address.symbol) },
  empty: () => "Nothing is held now.", draw,
};

const number = { number: true };
const soft = (...parts) => make("span", { class: "soft" }, ...parts);
const sorted = { by: null, down: false };

const COLUMNS = [
  { name: "Symbol", of: (held) => held.symbol },
  { name: "Side", of: opener, value: (held) => held.direction },
  { name: "Size", ...number, of: (held) => quantity(held.quantity), value: (held) => held.quantity },
  { name: "Entry", ...number, of: (held) => price(held.entry_price), value: (held) => held.entry_price },
  { name: "Price", ...number, of: (held) => price(held.last_price), value: (held) => held.last_price },
  { name: "P&L", ...number, of: profit, value: (held) => held.unrealized_pnl },
  { name: "Stop", title: "Its price, and how far the price is from it", ...number, of: (held) => level(held.stop_price, held.distance_to_stop_pct), value: (held) => held.distance_to_stop_pct },
  { name: "Target", title: "Its price, and how far the price is from it", ...number, of: (held) => level(held.target_price, held.distance_to_target_pct), value: (held) => held.distance_to_target_pct },
  { name: "Stop to target", of: between, value: (held) => held.unrealized_pnl_pct, wide: true },
  { name: "Loss if stopped", title: "Against the entry's cost, fees and slippage included", ...number, of: (held) => money(held.loss_if_stopped), value: (held) => held.loss_if_stopped },
  { name: "Age", ...number, of: age, value: (held) => held.age_seconds },
];

function draw(body, positions, page) {
  const columns = page.address.symbol ? COLUMNS : [{ ...COLUMNS[0], of: (held) => symbolButton(held, page) }, ...COLUMNS.slice(1)];
  const rows = table({ columns, rows: positions, caption: "Open positions", sort: sorted });
  body.replaceChildren(...bounded(positions.length, MOST_ROWS, "Open positions", rows));
}

function symbolButton(held, page) {
  return button(held.symbol, () => page.address.set({ symbol: held.symbol }), { class: "link", title: `Show ${held.symbol} alone` });
}

/** The side, and the way into the story of the position. */
function opener(held) {
  const { text, tone: kind } = action(held.direction);
  const story = { "data-story": `position:${held.symbol}`, title: "Open the story of this position" };
  return make("button", { type: "button", class: `link nowrap ${kind}`, ...story }, text);
}

function profit(held) {
  return make("span", { class: tone(held.unrealized_pnl) }, pnl(held.unrealized_pnl), " ", make("small", {}, percent(held.unrealized_pnl_pct)));
}

function level(at, distance) {
  if (at === null) return null;
  return make("span", {}, price(at), " ", soft(make("small", {}, percent(distance))));
}

/** Where the price stands between stop (left) and target (right); the tick is the entry. */
function between(held) {
  if (held.stop_price === null || held.target_price === null) return null;
  const place = (at) => Math.max(0, Math.min(100, (at - held.stop_price) / (held.target_price - held.stop_price) * 100));
  const [entry, last] = [place(held.entry_price), place(held.last_price)];
  const fill = make("span", { class: `fill ${tone(last - entry)}` });
  Object.assign(fill.style, { left: `${Math.min(entry, last)}%`, width: `${Math.abs(last - entry)}%` });
  const tick = make("span", { class: "middle" });
  tick.style.left = `${entry}%`;
  return make("span", { class: "track between", role: "img", "aria-label": `${percent(last, 0)} of the way from stop to target` }, fill, tick);
}

function age(held) {
  const open = moment(held.entry_time, { class: "hidden-text" });
  return make("span", { title: `${held.direction} since ${open.title}` }, duration(held.age_seconds), open);
}
