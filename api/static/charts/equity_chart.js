// Equity of an account, or of up to four runs over one another, and how deep each is under its peak.

import { make, moment } from "../page/dom.js";
import { money, percent } from "../page/format.js";
import { STROKES, accountPanes, fieldOf } from "./account_panes.js";
import { Chart } from "./chart.js";
import { PANE_TEXTS } from "./legend.js";
import { iso, seconds } from "./rows.js";

const OF_A_RUN = ["equity", "drawdown_pct"];

export class EquityChart {
  /** @param calls  onRange(name): a range was chosen, instead of showing it; optional */
  constructor(element, calls = {}) {
    this.runs = [];
    this.chart = new Chart(element, {
      label: "Equity chart",
      scale: true,
      panes: () => accountPanes(this.runs.length),
      columns: () => this.#columns(),
      file: () => "equity",
      legend: (row) => [moment(iso(row.time)), ...(this.runs.length > 1 ? this.runs.map((run, index) => pairOf(run, index, row)) : [])],
      texts: (row, panes) => panes.map(({ name }) => (this.runs.length > 1 ? [name] : PANE_TEXTS[name](row))),
      rangeChosen: calls.onRange && ((name) => { this.chart.showRange(name); calls.onRange(name); }),
    });
  }

  /**
   * Draw {runs: [{name, points: [{timestamp, equity, drawdown_pct, buy_and_hold}]}], zone, range}: one to
   * four runs, oldest point first; buying and holding is drawn of the first run.
   */
  async show({ runs, zone, range }) {
    this.runs = runs;
    await this.chart.show(rowsOf(runs), { zone, range });
  }

  destroy() { this.chart.destroy(); }

  #columns() {
    const several = this.runs.length > 1;
    const column = (name, field, write) => ({ name, number: true, of: (row) => write(row[field]), value: (row) => row[field] ?? null });
    return [
      { name: "time", of: (row) => moment(iso(row.time)), value: (row) => iso(row.time) },
      ...this.runs.flatMap((run, index) => OF_A_RUN.map((name) =>
        column(several ? `${run.name} ${name}` : name, fieldOf(name, index), name === "equity" ? money : percent))),
      column("buy_and_hold", "buy_and_hold", money),
    ];
  }
}

/** "fast (dashed) 10,042.00, −1.25 %" in the colour of the run. */
function pairOf(run, index, row) {
  const { tone, words } = STROKES[index];
  const [worth, depth] = OF_A_RUN.map((name) => row[fieldOf(name, index)]);
  return make("span", { class: "chart-pair", style: `color: var(--${tone})` }, `${run.name} (${words}) ${money(worth)}, ${percent(depth)}`);
}

function rowsOf(runs) {
  const rows = new Map();
  runs.forEach(({ points }, run) => points.forEach((point) => {
    const time = seconds(point.timestamp);
    if (!rows.has(time)) rows.set(time, { time });
    const row = rows.get(time);
    for (const name of OF_A_RUN) row[fieldOf(name, run)] = point[name] ?? null;
    if (run === 0) row.buy_and_hold = point.buy_and_hold ?? null;
  }));
  return [...rows.values()].sort((a, b) => a.time - b.time);
}
