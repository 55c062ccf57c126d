// Trades drawn over candles: marks, the line that joins them, stop and target.

import { NEAREST, placed } from "./marks.js";
import { axisLabels } from "./open_levels.js";
import { paintGroup, paintTrade } from "./trade_paint.js";
import { markShapes, marksOf, tradeShapes } from "./trade_shapes.js";

const REACH = 1; // how far stops and targets of past trades widen the scale, of the candles' height
const ROOM = 26; // pixels kept free above and below the candles in view for marks
const NOTHING = { trades: [], groups: [] };

/** A primitive of the candle series; `price(v)` writes prices of its labels on the axis. */
export class TradeLayer {
  constructor(writePrice) {
    this.writePrice = writePrice;
    this.rows = [];
    this.list = [];
    this.selected = null;
    this.kept = { spacing: null, marks: [], shapes: null };
  }

  attached({ chart, series, requestUpdate }) {
    Object.assign(this, { chart, series, requestUpdate });
  }

  /** Draw these trades over these rows. */
  show(rows, trades, position, colours) {
    Object.assign(this, { rows, colours, list: placed(rows, trades, position) });
    this.kept = { spacing: null, marks: [], shapes: null };
    this.requestUpdate?.();
  }

  /** Draw one trade thicker than the others; null for none. */
  select(trade) {
    this.selected = trade;
    this.requestUpdate?.();
  }

  /** The library tells that something moved, often several times a frame: all is found when it is drawn. */
  updateAllViews() {
    this.kept.shapes = null;
  }

  /** What is in view, in pixels: {trades, groups}. */
  get shapes() {
    this.kept.shapes ??= this.#shapes();
    return this.kept.shapes;
  }

  #shapes() {
    const scale = this.chart?.timeScale();
    if (this.rows.length === 0 || !scale?.getVisibleLogicalRange()) return NOTHING;
    const scene = {
      width: scale.width(), spacing: scale.options().barSpacing, selected: this.selected,
      x: (index) => scale.logicalToCoordinate(index), y: (price) => this.series.priceToCoordinate(price),
    };
    if (scene.spacing !== this.kept.spacing) {
      Object.assign(this.kept, { spacing: scene.spacing, marks: marksOf(this.rows, this.list, scene.spacing) });
    }
    return { trades: tradeShapes(this.list, scene), groups: markShapes(this.kept.marks, scene) };
  }

  /** The group of marks at a point of the pane, or null; a finger needs some pixels around. */
  at(x, y) {
    const near = ({ half, ...group }) => Math.abs(group.x - x) <= half + 4 && Math.abs(group.y - y) <= NEAREST;
    return this.shapes.groups.find(near) ?? null;
  }

  hitTest(x, y) {
    const group = this.at(x, y);
    return group && { cursorStyle: "pointer", externalId: "mark", zOrder: "top" };
  }

  paneViews() {
    const view = (zOrder, paint) => ({
      zOrder: () => zOrder,
      renderer: () => ({ draw: (target) => target.useMediaCoordinateSpace(({ context }) => paint(context)) }),
    });
    return [
      view("normal", (context) => this.shapes.trades.forEach((shape) => paintTrade(context, shape, this.colours))),
      view("top", (context) => this.shapes.groups.forEach((shape) => paintGroup(context, shape, this.colours))),
    ];
  }

  priceAxisViews() {
    const open = this.shapes.trades.find((shape) => shape.open);
    if (!open) return [];
    const last = this.series.priceToCoordinate(this.rows.at(-1).close);
    const labels = axisLabels(open, last, this.chart.timeScale().width(), this.writePrice, this.colours);
    this.#widen(labels.map((label) => label.text()).join());
    return labels;
  }

  /** A label that has become wider needs a wider axis: the library lays it out anew when it is told. */
  #widen(texts) {
    if (texts === this.texts) return;
    this.texts = texts;
    requestAnimationFrame(() => this.requestUpdate?.());
  }

  /** Room for the marks in view; the open position's levels in view, and those of others nearby. */
  autoscaleInfo(first, last) {
    const margins = { above: ROOM, below: ROOM };
    const [low, high] = bounds(this.rows, Math.max(0, Math.floor(first)), Math.ceil(last));
    const reach = (high - low) * REACH;
    const levels = this.list
      .filter(({ entry, exit }) => exit >= first && (entry ?? 0) <= last)
      .flatMap(({ trade, open }) => [trade.stop_price, trade.target_price].filter((price) =>
        (price ?? null) !== null && (open || (price >= low - reach && price <= high + reach))));
    if (levels.length === 0) return { priceRange: null, margins };
    return { priceRange: { minValue: Math.min(...levels), maxValue: Math.max(...levels) }, margins };
  }
}

/** The lowest low and the highest high of rows from one index to another. */
function bounds(rows, first, last) {
  let [low, high] = [Infinity, -Infinity];
  for (let index = first; index <= last && index < rows.length; index += 1) {
    if (rows[index].low < low) low = rows[index].low;
    if (rows[index].high > high) high = rows[index].high;
  }
  return [low, high];
}
