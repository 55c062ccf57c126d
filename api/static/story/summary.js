// What a story is of: its title, and the sentence that says what was done.

import { action, duration, money, pnl, quantity, signed, tone } from "../page/format.js";
import { candleSpan, make, moment } from "../page/dom.js";
import { condition } from "../page/freshness.js";
import { heldOf } from "../page/held.js";
import { configOf } from "./configs.js";
import { deed, deedLine, exitWords } from "./words.js";

const SECOND = 1000;

/** The title's parts: side, symbol and, where money was made or lost, how much; `id` is what was asked for. */
export function title(story, id) {
  const held = story.trade ?? story.position;
  if (!held) return [story.signal ? `Decision on ${story.signal.symbol}` : id];
  const amount = story.trade ? held.pnl : held.unrealized_pnl;
  const part = story.trade ? held.pnl_pct : held.unrealized_pnl_pct;
  return [
    `${action(held.direction).text} ${held.symbol} `,
    make("span", { class: `nowrap ${tone(amount)}` }, `${pnl(amount)} (${signed(part)})`),
    story.trade ? "" : " open",
  ];
}

/** What was done, in a sentence or two. */
export function sentence(story) {
  const said = story.trade ? ofTrade(story) : story.position ? ofPosition(story) : ofSignal(story);
  const note = story.same_candle ? "Entered and closed within one candle: which of its prices came first is not on record."
    : story.trade || story.position ? null : story.message;
  return make("div", { class: "story-said" }, said.length > 0 ? make("p", {}, ...said) : null,
    note ? make("p", { class: "soft" }, note) : null);
}

function ofTrade({ trade, ...story }) {
  const length = candleMs(story);
  const held = (Date.parse(trade.exit_time) - Date.parse(trade.entry_time)) / SECOND;
  const where = story.same_candle ? [" in the same candle."] : [" in candle ", ...candle(trade.exit_time, length), `, after ${duration(held)}.`];
  return [
    `${quantity(trade.quantity)} entered in candle `, ...candle(trade.entry_time, length),
    `; closed by ${exitWords(trade.exit_reason)}`, ...where,
  ];
}

function ofPosition({ position, ...story }) {
  const risked = position.loss_if_stopped;
  const lost = typeof risked === "number" ? `; ${money(Math.abs(risked))} ${risked > 0 ? "won" : "lost"} if stopped` : "";
  return [
    `${quantity(position.quantity)} entered in candle `,
    ...candle(position.entry_time, candleMs(story)), `; open for ${duration(position.age_seconds)}${lost}.`,
  ];
}

function ofSignal({ signal, ...story }) {
  if (!signal) return [];
  const now = { held: heldOf(signal.symbol), config: configOf(signal.symbol), isLast: condition.now === "complete" };
  const done = deed(signal, typeof story.outcome === "string" ? { outcome: story.outcome } : null, now);
  return [make("strong", { title: done.setting }, deedLine(done)), "."];
}

/** Day and "09:00–10:00", or the open time alone where the candle's length is not known. */
export function candle(opened, lengthMs) {
  if (!lengthMs) return [moment(opened)];
  const closed = new Date(Date.parse(opened) + lengthMs).toISOString();
  return [moment(opened, { what: "day" }), " ", candleSpan(opened, closed)];
}

/** A candle's length: the signal tells it, else the closest neighbours among the story's candles; null where neither. */
export function candleMs({ signal, candles }) {
  if (signal) return Date.parse(signal.timestamp) - Date.parse(signal.candle_time);
  const times = (candles ?? []).map((each) => Date.parse(each.open_time));
  const steps = times.slice(1).map((at, n) => at - times[n]);
  return steps.length > 0 ? Math.min(...steps) : null;
}
