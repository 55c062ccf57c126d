// What part of the rows is in view, and which row the crosshair is on.

import { rowAt } from "./rows.js";

const DAY = 86_400;
export const RANGES = { "1D": DAY, "1W": 7 * DAY, "1M": 30 * DAY, "3M": 91 * DAY, All: Infinity };
const FEWEST = 12; // rows in view, however short the range
const ROOM_RIGHT = 3; // rows' width kept free right of the last

export class View {
  /** @param onMove called with the index of the row under the crosshair, null for none. */
  constructor(chart, series, onMove) {
    Object.assign(this, { chart, series, onMove, rows: [], at: null });
    chart.subscribeCrosshairMove(({ point, logical }) => this.#moved(point === undefined ? null : logical));
  }

  #moved(logical) {
    this.at = logical === null || logical === undefined || this.rows.length === 0 ? null : this.#inside(Math.round(logical));
    this.onMove(this.at);
  }

  #inside(index) {
    return Math.max(0, Math.min(this.rows.length - 1, index));
  }

  get range() {
    return this.chart.timeScale().getVisibleLogicalRange();
  }

  /** Show rows from one index to another, and some room right of the last. */
  show(from, to) {
    this.chart.timeScale().setVisibleLogicalRange({ from: from - 0.5, to });
  }

  /** Show the newest 1D, 1W, 1M, 3M or All. */
  showRange(name) {
    if (this.rows.length === 0) return;
    const last = this.rows.length - 1;
    const from = this.firstOf(name);
    const room = Math.max(ROOM_RIGHT, (last - from) * 0.02);
    this.show(Math.min(from, Math.max(0, last - FEWEST)), last + room);
  }

  /** The index of the first row of a range. */
  firstOf(name) {
    if (name === "All") return 0;
    return rowAt(this.rows, this.rows.at(-1).time - RANGES[name]) + 1;
  }

  /** Half as much in view, or twice, around the crosshair or the right end. */
  zoom(factor) {
    const { from, to } = this.range;
    const around = this.at ?? Math.min(to, this.rows.length - 1);
    this.chart.timeScale().setVisibleLogicalRange({ from: around - (around - from) * factor, to: around + (to - around) * factor });
  }

  /** Put the crosshair on a row, moved into view where it is not. */
  point(index) {
    if (this.rows.length === 0) return;
    this.at = this.#inside(index);
    const { from, to } = this.range;
    const shift = this.at < from ? this.at - from - 1 : this.at > to ? this.at - to + 1 : 0;
    if (shift !== 0) this.chart.timeScale().setVisibleLogicalRange({ from: from + shift, to: to + shift });
    const row = this.rows[this.at];
    this.chart.setCrosshairPosition(row.close ?? row.equity ?? 0, row.time, this.series);
    this.onMove(this.at);
  }

  leave() {
    this.at = null;
    this.chart.clearCrosshairPosition();
    this.onMove(null);
  }
}
