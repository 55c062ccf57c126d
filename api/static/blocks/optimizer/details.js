// One run of the optimizer: both configs' figures side by side, the gate's, and what differs.

import { number, percent, share, signed, words } from "../../page/format.js";
import { make, table } from "../../page/dom.js";
import { heading } from "../parts.js";
import { configDiff } from "../settings.js";

const FIGURES = [
  ["total_pnl_pct", "Return", (value) => signed(value)],
  ["max_drawdown_pct", "Largest drawdown", (value) => percent(value)],
  ["sharpe_ratio", "Sharpe", (value) => number(value, 3)],
  ["profit_factor", "Profit factor", (value) => number(value, 3)],
  ["win_rate", "Winners", (value) => share(value, 1)],
  ["total_trades", "Trades", (value) => number(value)],
];

/** The parts that a run has, under their headings. */
export function runDetails(run) {
  return make("div", { class: "figures" },
    part("Champion and challenger", contest(run.champion, run.challenger), "double"),
    part("The gate, each figure beside its threshold", gate(run.gate)),
    part("What differs", configDiff(run.config_diff, { from: "Champion", to: "Challenger" })));
}

const part = (title, element, kind = "") => (element === null ? [] : [make("div", { class: kind }, heading(title), element)]);

function contest(champion, challenger) {
  const spans = [["searched", "metrics_in_sample"], ["unseen", "metrics_out_of_sample"]];
  const sides = [["Champion", champion], ["Challenger", challenger]];
  const columns = sides.flatMap(([side, contender]) => spans.map(([span, key]) => ({
    name: `${side}, ${span}`, number: true, of: ([field, , write]) => write(contender?.[key]?.[field]),
  })));
  if (sides.every(([, contender]) => !contender)) return null;
  return table({ caption: "Champion and challenger", columns: [{ name: "Figure", of: ([, label]) => label }, ...columns], rows: FIGURES });
}

function gate(document) {
  const seen = document?.examination;
  if (!seen) return null;
  const rows = [
    ["p, the challenger is better", number(seen.difference_p_value, 3), `at most ${number(seen.look?.p_threshold, 3)}`],
    ["p, it earns by itself", number(seen.own_p_value, 3), `at most ${number(seen.look?.p_threshold, 3)}`],
    ["Largest drawdown", percent(seen.max_drawdown_pct), `at most ${percent(seen.most_drawdown_pct)}`],
    ["Trades", number(seen.trades), `at least ${number(seen.least_trades)}`],
    ["Unseen candles", number(seen.unseen_candles, 12), `at least ${number(seen.least_unseen_candles, 12)}`],
    ["Return unseen", signed(seen.return_pct), `champion ${signed(seen.champion_return_pct)}`],
    ["Look of the year", number(seen.look?.number), null],
  ];
  return table({
    caption: `Figures of the gate, ${words(document.state ?? "")}`,
    columns: [{ name: "Figure", of: ([label]) => label }, { name: "Seen", number: true, of: ([, value]) => value }, { name: "Needed", of: ([, , needed]) => needed }],
    rows,
  });
}
