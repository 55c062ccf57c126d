// The trades of a result: a table by pages, and the story of the one that is opened.

import { button, make, moment, pairs, table } from "../page/dom.js";
import { action, money, number, percent, pnl, price, quantity, signed, tone, words } from "../page/format.js";

const A_PAGE = 100;

/** {element, open(trade)}; `onOpen(trade)` is called for the one that is opened. */
export function tradesPart(trades, onOpen) {
  const story = make("div", { class: "b-story", tabindex: "-1" });
  const place = make("div", {});
  const open = (trade) => {
    story.replaceChildren(storyOf(trades.find((each) => isSame(each, trade)) ?? trade, () => story.replaceChildren()));
    story.focus();
    onOpen(trade);
  };
  let shown = A_PAGE;
  const fill = () => place.replaceChildren(
    table({ caption: "Trades of the backtest", columns: columns(open), rows: trades.slice(0, shown), csv: "trades" }),
    ...(shown < trades.length ? [button(`Show ${number(Math.min(A_PAGE * 10, trades.length - shown))} more`, () => { shown += A_PAGE * 10; fill(); })] : []));
  if (trades.length === 0) return { element: make("p", { class: "soft" }, "No trade was entered."), open };
  fill();
  return { element: make("div", {}, story, place), open };
}

const isSame = (one, other) => one.entry_time === other.entry_time && one.exit_time === other.exit_time;

const columns = (open) => [
  { name: "Entered", of: (trade) => button(moment(trade.entry_time), () => open(trade), { class: "link", title: "the story of this trade" }), value: (trade) => trade.entry_time },
  { name: "Side", of: (trade) => make("span", { class: action(trade.direction).tone }, action(trade.direction).text), value: (trade) => trade.direction },
  { name: "Entry", number: true, of: (trade) => price(trade.entry_price), value: (trade) => trade.entry_price },
  { name: "Exit", number: true, of: (trade) => price(trade.exit_price), value: (trade) => trade.exit_price },
  { name: "Left", of: (trade) => moment(trade.exit_time), value: (trade) => trade.exit_time },
  { name: "Why", of: (trade) => words(trade.exit_reason) },
  { name: "P&L", number: true, of: (trade) => make("span", { class: tone(trade.pnl) }, pnl(trade.pnl)), value: (trade) => trade.pnl },
  { name: "P&L %", number: true, of: (trade) => signed(trade.pnl_pct), value: (trade) => trade.pnl_pct },
  { name: "Fees", number: true, of: (trade) => money(trade.fees), value: (trade) => trade.fees },
];

/** What was decided, ordered and filled, and what it came to. */
function storyOf(trade, close) {
  const said = action(trade.direction);
  return make("section", { class: "b-told", "aria-label": "Story of a trade" },
    make("h4", {}, make("span", { class: said.tone }, said.text), " entered ", moment(trade.entry_time), ", left ", moment(trade.exit_time)),
    make("p", {}, make("strong", {}, "Entered: "), trade.entry_reason ?? "—"),
    make("p", {}, make("strong", {}, "Left: "), trade.exit_explanation ?? words(trade.exit_reason)),
    pairs([
      ["Entry, exit", `${price(trade.entry_price)}, ${price(trade.exit_price)}`],
      ["Stop, target", `${price(trade.stop_price)}, ${price(trade.target_price)}`],
      ["Stop at the exit", price(trade.last_stop_price)],
      ["Quantity", quantity(trade.quantity)],
      ["Of the balance", percent(trade.position_pct)],
      ["Candles held", number(trade.candles_held)],
      ["Fees, slippage", `${money(trade.fees)}, ${money(trade.slippage)}`],
      ["P&L", `${pnl(trade.pnl)} (${signed(trade.pnl_pct)})`],
    ]), button("Close", close, { class: "quiet" }));
}
