// Multi-market playbook: a market a row, a horizon a card.

import { DASH, action, number, percent, price, signed, tone, words } from "../page/format.js";
import { make, moment, pairs, tag } from "../page/dom.js";
import { any, bounded, counted, folded } from "./parts.js";

function draw(body, answer) {
  const playbook = answer.playbook;
  if (!Array.isArray(playbook.assets)) return body.replaceChildren(anyValue(playbook));
  body.replaceChildren(
    make("p", { class: "soft" }, `${playbook.summary ?? ""} Computed `, moment(answer.as_of), "."),
    ...bounded(playbook.assets.length, 4, "Markets", ...playbook.assets.map((asset) => make("section", { class: "market" }, make("h3", { class: "label part" }, asset.symbol),
      make("div", { class: "horizons" }, ...asset.horizons.map(card))))));
}

function card(row) {
  const name = make("span", { class: "soft" }, `${row.horizon} · ${row.timeframe}`);
  if (!row.available) {
    return make("div", { class: "horizon old" }, make("div", { class: "head" }, name, tag("no real candles")), make("p", { class: "soft" }, row.message));
  }
  const said = action(row.action);
  const past = row.backtest;
  return make("div", { class: row.stale ? "horizon old" : "horizon" },
    make("div", { class: "head" }, name, make("span", { class: `strong ${said.tone}` }, said.text), row.stale ? tag("old candles") : null),
    make("p", {}, `confidence ${percent(row.confidence * 100, 0)} at ${price(row.price)}`),
    row.stop_price === null ? null : make("p", {}, `stop ${price(row.stop_price)} · target ${price(row.target_price)}`),
    past ? make("p", { title: "this config on these candles, costs included, against holding" },
      make("span", { class: tone(past.total_return_pct) }, signed(past.total_return_pct)),
      ` in ${counted(past.total_trades, "trade")}; holding ${signed(past.buy_and_hold_pct)}`) : null,
    folded("Why", make("p", {}, row.reason),
      make("p", { class: "soft" }, `${number(row.candles, 12)} candles of ${row.source}, until `, moment(row.last_close))));
}

/** A playbook of another shape, by its own names. */
function anyValue(value) {
  if (Array.isArray(value) && value.length > 0 && value.every((row) => row && typeof row === "object")) {
    return make("div", { class: "horizons" }, ...value.map((row) => make("div", { class: "horizon" }, anyValue(row))));
  }
  if (Array.isArray(value)) return value.map(plain).join(", ") || DASH;
  if (value && typeof value === "object") return pairs(Object.entries(value).map(([name, part]) => [words(name), anyValue(part)]));
  return plain(value);
}

const plain = (value) => (typeof value === "number" || value === null || value === undefined ? number(value) : String(value));

export const definition = {
  name: "playbook",
  title: "Multi-market playbook",
  about: "each market at each horizon",
  place: "bottom",
  views: ["portfolio"],
  ownAge: true,
  asks: () => "/portfolio/playbook",
  again: { run: any },
  everyMs: 600000,
  isEmpty: (answer) => answer.playbook === null,
  empty: (answer) => answer.message,
  draw,
};
