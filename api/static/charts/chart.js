// A chart of rows in panes: one time axis, one crosshair, one legend; data in, calls out, no routes.

import { address } from "../page/address.js";
import { Frame } from "./frame.js";
import { listenToKeys } from "./keyboard.js";
import { library } from "./library.js";
import { Panes, panesWith } from "./panes.js";
import { chartOptions, palette } from "./palette.js";
import { firstChange } from "./rows.js";
import { axisBehaviour, markText, timeText } from "./time_axis.js";
import { Twin } from "./twin.js";
import { View } from "./view.js";

const NEAR_THE_END = 20; // rows left of the view, at which older ones are asked for

/**
 * What a chart is, is said by `parts`:
 *   label, panes(rows), columns(rows) and file of its table twin;
 *   legend(row) => elements, texts(row) => [content of each pane's corner]; optional
 *   scale: true for a logarithmic scale; drawn(chart, series): when the library's chart is made;
 *   enter(index), click(x, y), older(isByHand), rangeChosen(name).
 */
export class Chart {
  constructor(element, parts) {
    Object.assign(this, { element, parts, rows: [], drawn: null, view: null, range: null, zone: "UTC", theme: null, isMoved: false });
    this.frame = new Frame(element, {
      label: parts.label,
      choose: (name) => (parts.rangeChosen ? parts.rangeChosen(name) : this.showRange(name)),
      scale: parts.scale ? (isLog) => this.#scale(isLog) : null,
    });
    this.twin = new Twin(this.frame.twin, parts);
    listenToKeys(this.frame.canvas, () => this.view, (index) => parts.enter?.(index));
    this.resized = new ResizeObserver(() => this.#place());
    this.resized.observe(this.frame.canvas);
    for (const kind of ["wheel", "pointerdown", "keydown"]) this.frame.canvas.addEventListener(kind, () => { this.isMoved = true; }, { passive: true });
    element.chart = this;
  }

  /** Draw these rows; only what differs from those drawn is touched. Done when it is on the screen. */
  async show(rows, { zone = address.zone, range = null } = {}) {
    this.wanted = { rows, zone, range };
    const made = await library().catch((error) => this.frame.note.replaceChildren(error.message));
    if (made?.createChart && this.wanted?.rows === rows) this.#draw(made);
  }

  #draw(made) {
    const { rows, zone, range } = this.wanted;
    const panes = panesWith(rows, this.parts.panes(rows));
    const kind = JSON.stringify(panes.map((pane) => [pane.name, pane.series.map((each) => each.fields)]));
    const isFirst = kind !== this.kind;
    if (isFirst) this.#make(made, panes, kind);
    this.#dress(zone);
    const from = isFirst ? 0 : firstChange(this.rows, rows, this.drawn.fields);
    const isLonger = rows.length !== this.rows.length;
    this.rows = rows;
    if (from < rows.length || isFirst) this.drawn.show(rows, from);
    this.view.rows = rows;
    if (isFirst || (range && range !== this.range)) this.showRange(range ?? this.range);
    else if (isLonger && !this.isMoved) this.showRange(this.range);
    this.#legend();
    if (isFirst) this.#place();
    this.twin.show(rows);
  }

  #make(made, panes, kind) {
    this.library?.remove();
    const behaviour = axisBehaviour(made, () => this.zone);
    this.theme = null;
    this.zone = this.wanted.zone;
    this.library = made.createChartEx(this.frame.canvas, behaviour, {
      ...BEHAVIOUR, localization: { timeFormatter: (time) => timeText(time, this.zone) },
    });
    this.library.applyOptions(chartOptions(palette()));
    Object.assign(this, { kind, panes, drawn: new Panes(made, this.library, panes, palette()) });
    this.view = new View(this.library, this.drawn.main, () => this.#legend());
    this.library.timeScale().applyOptions({ tickMarkFormatter: (time, type) => markText(time, type, this.zone) });
    this.library.timeScale().subscribeVisibleLogicalRangeChange((range) => this.#looked(range));
    this.library.subscribeDblClick(() => this.reset());
    this.library.subscribeClick(({ point }) => point && this.parts.click?.(point.x, point.y));
    this.parts.drawn?.(this.library, this.drawn.main);
    if (this.frame.log) this.#scale(this.frame.log.getAttribute("aria-pressed") === "true");
  }

  /** The page's colours and zone, where they have changed. */
  #dress(zone) {
    const colours = palette();
    const theme = JSON.stringify(colours);
    if (this.theme !== null && theme !== this.theme) {
      this.library.applyOptions(chartOptions(colours));
      this.drawn.recolour(colours);
      this.library.takeScreenshot(); // it paints what has changed at once: a printer waits for no frame
    }
    this.theme = theme;
    if (zone === this.zone) return;
    this.zone = zone;
    this.drawn.recolour(colours); // the days of the axis begin elsewhere
  }

  #scale(isLog) {
    this.drawn?.main.priceScale().applyOptions({ mode: isLog ? 1 : 0 });
  }

  #looked(range) {
    if (range && range.from < NEAR_THE_END && this.rows.length > 0) this.parts.older?.(this.isMoved);
  }

  #legend() {
    if (this.rows.length === 0 || !this.view) return;
    const row = this.rows[this.view.at ?? this.rows.length - 1];
    this.frame.legend.replaceChildren(...this.parts.legend(row, this.view.at ?? this.rows.length - 1));
    this.frame.name(this.parts.texts(row, this.panes));
  }

  /** Put the names of the panes where these are, once the library has laid them out. */
  #place() {
    requestAnimationFrame(() => {
      if (!this.library) return;
      this.frame.place(this.library.panes());
      if (!this.isMoved && this.range) this.view.showRange(this.range); // the library keeps the zoom of the width before
    });
  }

  /** Show the newest 1D, 1W, 1M, 3M or All. */
  showRange(name) {
    Object.assign(this, { range: name, isMoved: false });
    this.frame.press(name);
    if (name) this.view?.showRange(name);
  }

  /** The range in use, and scales that fit, as before any zoom. */
  reset() {
    if (this.range) this.view.showRange(this.range);
    else this.library.timeScale().resetTimeScale();
    this.library.panes().forEach((_, index) => this.library.priceScale("right", index).applyOptions({ autoScale: true }));
  }

  destroy() {
    this.wanted = null;
    this.resized.disconnect();
    this.library?.remove();
    this.library = null;
    this.element.replaceChildren();
  }
}

const BEHAVIOUR = {
  autoSize: true,
  handleScroll: { vertTouchDrag: false }, // a finger still scrolls the page
  crosshair: { mode: 0 },
  timeScale: { timeVisible: true, secondsVisible: false, minBarSpacing: 0.02, rightOffset: 3 },
};
