// What becomes a notice: fills, exits, halts, refused configs and a silent bot. Heartbeats never do.

import { action, pnl, price, quantity, signed } from "../page/format.js";
import { get } from "../page/service.js";
import { store } from "../page/store.js";
import { stream } from "../page/stream.js";
import { tradeId } from "../story/story.js";
import { exitWords } from "../story/words.js";
import { saw, unseen } from "./visits.js";

/**
 * Call `tell(notice, {late})` for whatever happens from now on; `late` = it happened while the page was closed.
 * `over(kind)` is called when a state that was told of has ended.
 */
export function watch(tell, over) {
  stream.on("trade", (trade) => tell(exitOf(trade)));
  store.on("positions", fills(tell));
  stream.on("risk", halts(tell, over));
  store.on("status", (status) => (status?.config_error ? tell(refusalOf(status)) : over("config")));
  store.on("condition", silences(tell, over));
  lookAgain(tell);
  return missedExits(tell, { late: true });
}

/** A stream that broke may have begun anew: what was closed meanwhile is looked up once it is back. */
function lookAgain(tell) {
  let isBroken = false;
  const look = () => missedExits(tell, { late: false }).catch(() => { isBroken = true; });
  stream.on("state", (isOpen) => { isBroken ||= !isOpen; });
  stream.on("reset", look);
  stream.on("hello", () => {
    if (isBroken) look();
    isBroken = false;
  });
}

function exitOf(trade) {
  const id = tradeId(trade);
  return {
    key: `exit:${id}`, kind: "exit", story: `trade:${id}`, at: trade.exit_time,
    text: `${trade.symbol} ${action(trade.direction).text} closed by ${exitWords(trade.exit_reason)} at ${price(trade.exit_price)}:`
      + ` ${pnl(trade.pnl)} (${signed(trade.pnl_pct)})`,
  };
}

function fillOf(position) {
  return {
    key: `fill:${tradeId(position)}`, kind: "fill", story: `position:${position.symbol}`, closed: `trade:${tradeId(position)}`,
    at: position.entry_time,
    text: `${position.symbol} ${action(position.direction).text} entered: ${quantity(position.quantity)} at ${price(position.entry_price)}`,
  };
}

/** New positions; those of the first answer were there before, and are news only where the last visit had not seen them. */
function fills(tell) {
  let known = null;
  return (positions) => {
    if (!positions) return;
    const notices = positions.map(fillOf);
    const late = known === null;
    (late ? unseen("fill", notices) : notices.filter(({ key }) => !known.has(key))).forEach((notice) => tell(notice, { late }));
    if (late) saw("fill", notices);
    known = new Set([...(known ?? []), ...notices.map(({ key }) => key)]);
  };
}

const haltOf = ({ state, since, reason }) => ({
  key: `halt:${state}:${since}`, kind: "halt", at: since, text: `Trading is ${state.toLowerCase()}: ${reason}`,
});

/** A pause or a halt, when it begins; one that began while the page was closed is late. */
function halts(tell, over) {
  let before = null;
  return (risk) => {
    if (!risk?.state || risk.state === before) return;
    const late = before === null;
    const notices = risk.state === "ACTIVE" ? [] : [haltOf(risk)];
    if (risk.state === "ACTIVE") over("halt");
    (late ? unseen("halt", notices) : notices).forEach((notice) => tell(notice, { late }));
    if (late) saw("halt", notices);
    before = risk.state;
  };
}

const refusalOf = (status) => ({
  key: `config:${status.symbol}:${status.config_error}`, kind: "config", at: status.as_of,
  text: `${status.symbol}: config refused, the last good one stays in use: ${status.config_error}`,
});

/** The bot falls silent; that it was so when the page was opened is the banner's to say. */
function silences(tell, over) {
  let before = null;
  return (condition) => {
    const status = store.get("status");
    const text = `The bot fell silent${status?.symbol ? ` (${status.symbol})` : ""}: is its process running?`;
    if (condition === "live") over("silent");
    if (condition === "silent" && before === "live") tell({ key: `silent:${status?.as_of}`, kind: "silent", text });
    before = condition;
  };
}

/** What was closed and this browser has not seen, oldest first. */
async function missedExits(tell, { late }) {
  const { value: trades } = await get("/portfolio/trades?limit=100");
  const exits = trades.map(exitOf).reverse();
  unseen("exit", exits).forEach((exit) => tell(exit, { late }));
  saw("exit", exits);
}
