// The multi-market playbook: a market a row of cards, a horizon a card.

import { action, money, number, percent, price, signed, time, tone } from "./format.js";
import { make, pairs, table } from "./dom.js";

export function drawPlaybook(body, answer) {
  const playbook = answer.playbook;
  if (!playbook) return body.replaceChildren();
  if (!Array.isArray(playbook.assets)) return body.replaceChildren(anyValue(playbook));
  body.replaceChildren(
    make("p", { class: "soft" }, `${playbook.summary ?? ""} Computed ${time(answer.as_of)} UTC.`),
    ...playbook.assets.map((asset) => make("section", { class: "part" },
      make("h3", { class: "label" }, asset.symbol),
      make("div", { class: "horizons" }, ...asset.horizons.map(card)))));
}

function card(row) {
  const head = make("div", { class: "head" },
    make("span", { class: "label" }, `${row.horizon} · ${row.timeframe}`));
  const frame = (...parts) => make("div", { class: row.stale || !row.available ? "horizon old" : "horizon" }, head, ...parts);
  if (!row.available) {
    head.append(make("span", { class: "tag" }, "no real candles"));
    return frame(make("p", { class: "soft" }, row.message));
  }
  const said = action(row.action);
  const past = row.backtest ?? {};
  head.append(make("span", { class: `strong ${said.tone}` }, said.text));
  if (row.stale) head.append(make("span", { class: "tag" }, "old candles"));
  return frame(
    make("p", {}, `confidence ${number(row.confidence, 2)} at ${price(row.price)}`),
    row.stop_price === null ? null
      : make("p", {}, `stop ${price(row.stop_price)} · target ${price(row.target_price)}`),
    make("p", { title: "this config on these candles, costs included, against holding" },
      make("span", { class: tone(past.total_return_pct) }, signed(past.total_return_pct)),
      ` in ${past.total_trades} trades; holding ${signed(past.buy_and_hold_pct)}`),
    make("p", { class: "soft" }, row.reason),
    make("p", { class: "soft" }, `${money(row.candles).split(".")[0]} candles of ${row.source}, until ${time(row.last_close)} UTC`));
}

/** How the capital could be shared: a way a line, and the sentence. */
export function allocationPart(allocation) {
  if (!allocation) return null;
  const ways = allocation.schemes;
  const symbols = Object.keys(ways[0]?.weights ?? {});
  const share = (value) => percent(typeof value === "number" ? value * 100 : null, 1);
  const columns = [{ name: "Way" }, ...[...symbols, "Cash", "Sharpe", "A year", "Drawdown"].map((name) => ({ name, number: true })), { name: "" }];
  const rows = ways.map((way) => [
    way.scheme.replaceAll("_", " "), ...symbols.map((symbol) => share(way.weights[symbol])), share(way.cash),
    number(way.held_out.sharpe_ratio, 3), share(way.held_out.annual_return), share(way.held_out.max_drawdown),
    way.better_than_equal ? "better than equal" : way.note ?? "",
  ]);
  const left = Object.entries(allocation.skipped).map(([symbol, why]) => make("p", { class: "soft" }, `${symbol} is left out: ${why}`));
  return make("div", { class: "part" },
    make("h3", { class: "label" }, `How the capital could be shared, computed ${time(allocation.at)} UTC`),
    rows.length > 0 ? table(columns, rows) : null,
    make("p", { class: rows.length > 0 ? "" : "soft" }, allocation.verdict), ...left);
}

function anyValue(value) {
  if (Array.isArray(value) && value.length > 0 && value.every((row) => row && typeof row === "object")) {
    const names = [...new Set(value.flatMap((row) => Object.keys(row)))];
    return table(names.map((name) => ({ name: words(name) })),
      value.map((row) => names.map((name) => anyValue(row[name]))));
  }
  if (Array.isArray(value)) return value.length > 0 ? value.map(plain).join(", ") : plain(null);
  if (value && typeof value === "object") {
    return pairs(Object.entries(value).map(([name, part]) => [words(name), anyValue(part)]));
  }
  return plain(value);
}

const words = (name) => name.replaceAll("_", " ");
const plain = (value) => (typeof value === "number" ? number(value, 6) : value === null || value === undefined ? number(null) : String(value));
