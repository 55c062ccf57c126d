// Two to four backtests beside each other: figures, equity in one chart, and the settings that differ.

import { settingName, settingValue } from "../blocks/settings.js";
import { EquityChart } from "../charts/equity_chart.js";
import { make, table } from "../page/dom.js";
import { number } from "../page/format.js";
import { equityPoints } from "./equity.js";
import { MAIN_FIGURES, rangeOf, sourceOf } from "./words.js";

/** {parts, show(), destroy()} of runs [{id, name, backtest, document}]. */
export function comparison(runs) {
  const place = make("div", { class: "low" });
  const chart = new EquityChart(place);
  return {
    parts: [
      section("Figures", table({ caption: "Figures compared", columns: columns("Figure", runs, (row) => row.term), rows: figureRows(runs), csv: "comparison" })),
      section("Equity", place),
      section("Settings that differ", differing(runs)),
      section("Candles and costs", table({ caption: "Candles and costs compared", columns: columns("What", runs, (row) => row.term, false), rows: ground(runs) })),
    ],
    show: () => chart.show({ runs: runs.map(({ name, document }) => ({ name, points: equityPoints(document) })) }),
    destroy: () => chart.destroy(),
  };
}

const section = (title, ...content) => make("section", { class: "b-part" }, make("h3", {}, title), ...content);

const columns = (first, runs, term, isNumber = true) => [
  { name: first, of: term },
  ...runs.map(({ name }, index) => ({ name, number: isNumber, of: (row) => row.shown[index], value: (row) => row.values?.[index] ?? null })),
];

function figureRows(runs) {
  return MAIN_FIGURES.map(([name, label, write]) => {
    const values = runs.map(({ document }) => document.metrics[name] ?? null);
    return { term: make("span", { title: name }, label), values, shown: values.map((value) => write(value)) };
  });
}

/** The config's fields, and the opinions, in which the runs are not all alike. */
function differing(runs) {
  const stated = runs.map(({ document }) => ({ ...document.config, ...document.policy }));
  const names = [...new Set(stated.flatMap(Object.keys))];
  const rows = names
    .filter((name) => new Set(stated.map((config) => JSON.stringify(config[name] ?? null))).size > 1)
    .map((name) => ({ term: settingName(name), shown: stated.map((config) => settingValue(name, config[name])) }));
  if (rows.length === 0) return make("p", { class: "soft" }, "None: the settings are the same.");
  return table({ caption: "Settings that differ", columns: columns("Setting", runs, (row) => row.term), rows });
}

function ground(runs) {
  const rows = [
    ["Traded", ({ backtest }) => rangeOf(backtest)],
    ["Candles", ({ document }) => number(document.data.candles)],
    ["Source", ({ backtest }) => sourceOf(backtest)],
    ["sha256", ({ document }) => make("code", { title: document.data.sha256 }, document.data.sha256.slice(0, 12))],
    ["Fee a side", ({ document }) => settingValue("fee_pct", document.costs.fee_pct)],
    ["Slippage a side", ({ document }) => settingValue("slippage_pct", document.costs.slippage_pct)],
  ];
  return rows.map(([term, of]) => ({ term, shown: runs.map(of) }));
}
