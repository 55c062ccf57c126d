// Closed trades: sorted, filtered, page by page, each a way into its story.

import { action, money, pnl, price, quantity, signed, tone } from "../page/format.js";
import { button, make, moment, save, table } from "../page/dom.js";
import { inPlace } from "../story/in_place.js";
import { Pages } from "../story/pages.js";
import { tradeId } from "../story/story.js";
import { exitWords } from "../story/words.js";
import { isLeft, symbolsOf, filterBar } from "./trade_filter.js";

const FIELDS = [
  "id", "symbol", "direction", "quantity", "entry_time", "entry_price", "exit_time", "exit_price", "fees", "pnl", "pnl_pct",
  "exit_reason", "signal_id", "stop_price", "target_price", "last_stop_price", "highest_price", "lowest_price",
];
const SAVED = FIELDS.map((name) => ({ name, value: (trade) => trade[name] ?? null }));
const pages = new Pages(tradeId);
const sort = { by: 0, down: true };

export const definition = {
  name: "trades",
  title: "Trades",
  about: "closed round trips, each with its story",
  place: "bottom",
  views: ["portfolio", "symbol"],
  asks: (address) => (address.symbol ? address.query("/trades", { limit: 100 }) : "/portfolio/trades?limit=100"),
  on: { trade: added },
  empty: () => "No trade has been closed yet; the open positions are above.",
  draw,
};

function added(trades, trade, address) {
  if (address.symbol && trade.symbol !== address.symbol) return undefined;
  return trades.some((each) => tradeId(each) === tradeId(trade)) ? undefined : [trade, ...trades];
}

const time = (field) => ({ of: (trade) => moment(trade[field]), value: (trade) => Date.parse(trade[field]) });
const number = (field, write) => ({ number: true, of: (trade) => write(trade[field]), value: (trade) => trade[field] });
const toned = (field, write) => ({
  ...number(field, write), of: (trade) => make("span", { class: `nowrap ${tone(trade[field])}` }, write(trade[field])),
});

const COLUMNS = [
  { name: "Closed", ...time("exit_time"), of: opener },
  { name: "Symbol", of: (trade) => trade.symbol },
  { name: "Side", of: (trade) => make("span", { class: `nowrap ${action(trade.direction).tone}` }, action(trade.direction).text) },
  { name: "P&L", title: "after fees", ...toned("pnl", pnl) },
  { name: "P&L %", title: "of the entry's notional", ...toned("pnl_pct", signed) },
  { name: "Closed by", of: (trade) => exitWords(trade.exit_reason) },
  { name: "Quantity", ...number("quantity", quantity) },
  { name: "Entry", ...number("entry_price", price) },
  { name: "Exit", ...number("exit_price", price) },
  { name: "Fees", title: "of both sides", ...number("fees", money) },
  { name: "Entered", ...time("entry_time") },
];

function opener(trade) {
  return make("button", { type: "button", class: "link nowrap", "data-story": `trade:${tradeId(trade)}`, title: "Open the story of this trade" },
    moment(trade.exit_time));
}

function draw(body, answer, page) {
  pages.take(page.address.symbol ?? "", answer, page.freshness.nexts[0]);
  show(body, page);
}

function show(body, page) {
  const trades = pages.items;
  const again = () => show(body, page);
  const left = trades.filter(isLeft);
  const columns = COLUMNS.filter((column) => column.name !== "Symbol" || symbolsOf(trades).length > 1);
  const shown = left.length > 0 ? table({ columns, rows: left, caption: "Trades", sort })
    : make("p", { class: "soft" }, "No trade of those read fits the filter.");
  const region = make("div", { class: "trades-scroll", tabindex: "0", role: "region", "aria-label": "Trades, newest first" }, shown);
  region.addEventListener("click", openRow);
  inPlace(body, () => body.replaceChildren(filterBar(trades, again), region, foot(left, trades, page, again)));
}

/** A click anywhere on a row is one on its way into the story. */
function openRow(event) {
  const way = event.target.closest("tbody tr")?.querySelector("[data-story]");
  if (!way || event.target.closest("button")) return;
  way.focus();
  way.click();
}

function foot(left, trades, page, again) {
  const problem = make("span", { role: "status" });
  const doing = (act) => async (event) => {
    event.target.disabled = true;
    try {
      await act();
      again();
    } catch (error) {
      event.target.disabled = false;
      problem.textContent = error.message;
    }
  };
  const name = `trades-${(page.address.symbol ?? "portfolio").replaceAll("/", "-")}`;
  const count = left.length === trades.length ? `${trades.length} trades` : `${left.length} of ${trades.length} trades`;
  return make("p", { class: "foot" }, make("span", { class: "soft" }, pages.next ? `${count} read` : count),
    pages.next ? button("Older trades", doing(() => pages.older()), { class: "quiet" }) : null,
    button("CSV", doing(async () => { await pages.rest(); save(name, SAVED, pages.items.filter(isLeft)); }), { class: "quiet", "aria-label": "Save all trades that fit the filter as CSV" }),
    problem);
}
