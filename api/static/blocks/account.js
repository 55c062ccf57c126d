// The account: equity and return large, and what they are made of.

import { make, tile } from "../page/dom.js";
import { money, percent, pnl, signed, tone } from "../page/format.js";
import { counted, ofChosen } from "./parts.js";

export const definition = {
  name: "account", title: (address) => (address.symbol ? `Account · ${address.symbol}` : "Account"), short: "Account",
  about: "equity, profit and loss, fees, what is at risk", place: "top", first: true, views: ["portfolio", "symbol"],
  asks: (address) => address.query("/performance", { period: "day" }), keeps: "performance",
  on: { performance: (answer, event, address) => (address.symbol ? undefined : event) },
  again: { equity: ofChosen, trade: ofChosen, status: isMoved }, // a symbol's; the portfolio's comes by its event
  isEmpty: (answer) => answer.equity === null, draw,
};

/** Whether a fill between two candles has moved the chosen symbol's account. */
function isMoved(status, _, answer) {
  return ofChosen(status) && answer !== undefined && status.equity !== answer.equity;
}

const cents = (value) => Math.round(value * 100) / 100;

function draw(body, answer) {
  const [realized, unrealized] = [cents(answer.realized_pnl), cents(answer.unrealized_pnl)];
  const total = realized + unrealized;
  const currency = answer.currency ? make("span", { class: "unit" }, ` ${answer.currency}`) : null;
  body.replaceChildren(make("div", { class: "account" },
    make("dl", { class: "headline" },
      figure("Equity", [money(answer.equity), currency], ""),
      figure("Return", signed(answer.total_return_pct), tone(answer.total_return_pct), `of ${money(answer.initial_balance)} at the start`),
      figure("Today", pnl(answer.today_pnl), tone(answer.today_pnl), signed(answer.today_pnl_pct), "Since 00:00 UTC")),
    make("dl", { class: "tiles" },
      tile("Total P&L", pnl(total), { tone: tone(total), title: "Realized and unrealized together: the equity less what the account began with" }),
      tile("Realized", pnl(realized), { tone: tone(realized), small: trades(answer), title: "Of closed trades, after all their fees" }),
      tile("Unrealized", pnl(unrealized), { tone: tone(unrealized), small: open(answer), title: "Of open positions, after the fee of their entry" }),
      tile("Fees so far", money(answer.fees_paid), { small: "already deducted", title: "All fees paid, of open positions too; realized and unrealized are after them" }),
      tile("Drawdown", percent(answer.drawdown_pct), { small: `deepest ${percent(answer.max_drawdown_pct)}`, title: "Below the highest equity so far" }),
      tile("At risk", money(answer.at_risk), { small: atRisk(answer), title: "Lost if every stop fills at its price, fees and slippage included" }))));
}

function figure(term, value, kind, small = null, title = "") {
  return make("div", { class: "figure", title }, make("dt", {}, term), make("dd", { class: kind }, ...[value].flat(), small ? make("small", {}, small) : null));
}

const open = (answer) => (answer.open_positions === 0 ? "nothing open" : counted(answer.open_positions, "open position"));
const trades = (answer) => (answer.trades === 0 ? "no closed trade yet" : `${counted(answer.trades, "trade")}, ${answer.winners} won`);
const atRisk = (answer) => (answer.at_risk > 0 && answer.equity > 0 ? `${percent(answer.at_risk / answer.equity * 100)} of equity` : "no open stop");
