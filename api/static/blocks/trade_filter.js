// Which trades are shown: of a symbol, of an exit reason, of a result.

import { make } from "../page/dom.js";
import { exitWords } from "../story/words.js";
import { choice } from "./parts.js";

const chosen = { symbol: "", reason: "", result: "" };
const RESULTS = [["won", "winners"], ["lost", "losers"]];

/** Whether the filter leaves a trade. */
export function isLeft(trade) {
  if (chosen.symbol && trade.symbol !== chosen.symbol) return false;
  if (chosen.reason && trade.exit_reason !== chosen.reason) return false;
  return !chosen.result || (chosen.result === "won" ? trade.pnl > 0 : trade.pnl < 0);
}

/** The symbols of some trades, in alphabetical order. */
export const symbolsOf = (trades) => [...new Set(trades.map((trade) => trade.symbol))].sort();

/** The three choices; `again` is called when one has changed. A choice that fits no trade any more is dropped. */
export function filterBar(trades, again) {
  const symbols = symbolsOf(trades);
  const reasons = [...new Set(trades.map((trade) => trade.exit_reason))].sort();
  if (!symbols.includes(chosen.symbol)) chosen.symbol = "";
  if (!reasons.includes(chosen.reason)) chosen.reason = "";
  return make("div", { class: "filter", role: "group", "aria-label": "Filter of the trades" },
    symbols.length > 1 ? filter("symbol", "Symbol", symbols.map((each) => [each, each]), again) : null,
    filter("reason", "Closed by", reasons.map((each) => [each, exitWords(each)]), again),
    filter("result", "Result", RESULTS, again));
}

function filter(name, label, options, again) {
  return choice(`trades-${name}`, label, [["", "all"], ...options], chosen[name], (value) => {
    chosen[name] = value;
    again();
    document.querySelector(`[name="trades-${name}"]`)?.focus();
  });
}
