// The figures of a trade or of an open position: prices against the signal's, levels then and now, extremes, fees.

import { money, percent, price, signed, tone } from "../page/format.js";
import { make } from "../page/dom.js";

/** Tiles of every figure; null for a signal that entered nothing. */
export function figuresPart(story) {
  const held = story.trade ?? story.position;
  if (!held) return null;
  const rows = [...prices(story, held), ...levels(story), ...extremes(story, held), fees(story, held)];
  return make("section", {}, make("h3", {}, "Figures"), make("dl", { class: "story-figures" }, ...rows));
}

const row = (term, value, small = "", kind = "") => make("div", {},
  make("dt", {}, term), make("dd", { class: kind }, value, small ? make("small", {}, small) : null));

function prices(story, held) {
  const rows = [
    row("Signal's price", price(story.signal?.price)),
    row("Entry", price(held.entry_price), slippage(story.entry_slippage_pct)),
  ];
  if (story.trade) rows.push(row("Exit", price(held.exit_price), slippage(story.exit_slippage_pct)));
  else rows.push(row("Last price", price(held.last_price)));
  return rows;
}

/** "slippage 0.050 % worse", against the signal's price. */
function slippage(value) {
  if (typeof value !== "number") return "";
  if (value === 0) return "no slippage";
  return `slippage ${percent(Math.abs(value), 3)} ${value > 0 ? "worse" : "better"}`;
}

function levels(story) {
  const later = story.trade ? "at the exit" : "now";
  return [
    row("Stop at entry", price(story.stop_then), moved(story.stop_then, story.stop_now, later)),
    row("Target at entry", price(story.target_then), moved(story.target_then, story.target_now, later)),
  ];
}

function moved(then, now, later) {
  if (typeof now !== "number") return "";
  return then === now ? `the same ${later}` : `${price(now)} ${later}`;
}

function extremes(story, held) {
  const [up, down] = [held.highest_price, held.lowest_price].map((value) => (typeof value === "number" ? price(value) : ""));
  const [best, worst] = held.direction === "SHORT" ? [down, up] : [up, down];
  return [
    row("Best while open", signed(story.best_pct), best && `at ${best}`, tone(story.best_pct)),
    row("Worst while open", signed(story.worst_pct), worst && `at ${worst}`, tone(story.worst_pct)),
  ];
}

function fees(story, held) {
  return story.trade ? row("Fees, both sides", money(held.fees)) : row("Entry fee", money(held.entry_fee));
}
