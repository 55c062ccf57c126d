// The multi-market playbook: a market a row of cards, a horizon a card.

import { make, moment, pairs, table, tag } from "../page/dom.js";
import { action, number, percent, price, signed, tone, words } from "../page/format.js";

export const definition = {
  name: "playbook", title: "Multi-market playbook", about: "each market at each horizon", place: "bottom", views: ["portfolio", "symbol"],
  asks: () => "/portfolio/playbook", again: ["run"], everyMs: 5 * 60 * 1000, ownAge: true, isEmpty: (answer) => !answer.playbook, draw,
};

function draw(body, answer) {
  const { playbook } = answer;
  if (!Array.isArray(playbook.assets)) return body.replaceChildren(anyValue(playbook));
  body.replaceChildren(
    make("p", { class: "soft" }, `${playbook.summary ?? ""} Computed `, moment(answer.as_of), "."),
    ...playbook.assets.map((asset) => make("section", { class: "part", "aria-label": asset.symbol },
      make("h3", { class: "label" }, asset.symbol),
      make("div", { class: "horizons" }, ...asset.horizons.map(card)))));
}

function card(row) {
  const isOld = row.stale || !row.available;
  const head = make("div", { class: "head" }, make("span", { class: "label" }, `${row.horizon} · ${row.timeframe}`));
  const frame = (...parts) => make("div", { class: isOld ? "horizon old" : "horizon" }, head, ...parts);
  if (!row.available) {
    head.append(tag("no real candles"));
    return frame(make("p", { class: "soft" }, row.message));
  }
  const said = action(row.action);
  const past = row.backtest ?? {};
  head.append(make("span", { class: `strong ${said.tone}` }, said.text), ...(row.stale ? [tag("old candles")] : []));
  return frame(
    make("p", {}, `confidence ${number(row.confidence, 2)} at ${price(row.price)}`),
    row.stop_price === null ? null : make("p", {}, `stop ${price(row.stop_price)} · target ${price(row.target_price)}`),
    make("p", { title: "this config on these candles, costs included, against holding" },
      make("span", { class: tone(past.total_return_pct) }, signed(past.total_return_pct)),
      ` in ${past.total_trades} trades; holding ${signed(past.buy_and_hold_pct)}`),
    make("p", { class: "soft" }, row.reason),
    make("p", { class: "soft" }, `${number(row.candles, 9)} candles of ${row.source}, until `, moment(row.last_close)));
}

/** A playbook of another form: shown as it is. */
function anyValue(value) {
  if (Array.isArray(value) && value.length > 0 && value.every((row) => row && typeof row === "object")) {
    const names = [...new Set(value.flatMap((row) => Object.keys(row)))];
    return table({ columns: names.map((name) => ({ name: words(name), of: (row) => anyValue(row[name]) })), rows: value, caption: "Playbook" });
  }
  if (Array.isArray(value)) return value.length > 0 ? value.map(plain).join(", ") : plain(null);
  if (value && typeof value === "object") return pairs(Object.entries(value).map(([name, part]) => [words(name), anyValue(part)]));
  return plain(value);
}

const plain = (value) => (typeof value === "number" ? number(value, 6) : value === null || value === undefined ? number(null) : String(value));
