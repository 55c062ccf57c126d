// Optimizer: what each run found, the champion beside its challenger, and why it was promoted or refused.

import { make, moment, tag } from "../page/dom.js";
import { words } from "../page/format.js";
import { any, folded, list } from "./parts.js";
import { runDetails } from "./optimizer/details.js";

const MOST_SHOWN = 10;
const opened = new Set();

const keyOf = (run) => `${run.symbol}@${run.at}`;

function draw(body, runs, page) {
  const symbol = page.address.symbol;
  const own = runs.filter((run) => symbol === null || run.symbol === symbol).slice(0, MOST_SHOWN);
  body.replaceChildren(...own.map((run, n) => line(run, n === 0)));
}

/** A run, its newest one open; what a reader opened stays open when a further run comes. */
function line(run, isNewest) {
  const details = make("details", { class: "run" },
    make("summary", {}, moment(run.at), ` ${run.symbol ?? ""} `, tag(words(run.outcome))),
    make("p", {}, run.reasons[0]), runDetails(run), beside(run.reasons.slice(1)));
  details.open = isNewest || opened.has(keyOf(run));
  details.addEventListener("toggle", () => (details.open ? opened.add(keyOf(run)) : opened.delete(keyOf(run))));
  return details;
}

const beside = (sentences) => (sentences.length === 0 ? null : folded("How far luck would get as well", list(sentences)));

export const definition = {
  name: "optimizer",
  title: "Optimizer",
  about: "champion, challengers, the gate's figures, and why",
  place: "bottom",
  views: ["portfolio", "symbol"],
  ownAge: true,
  asks: (address) => address.query("/optimizer/runs", { limit: 50 }),
  again: { run: any },
  empty: () => "The optimizer has not run yet: its service searches by itself, run_portfolio_optimize.py searches now.",
  draw,
};
