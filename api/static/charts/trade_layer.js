// Trades drawn over candles: marks, the line that joins them, stop and target.

import { NEAREST, extreme, grouped, isSame, placed, width } from "./marks.js";
import { paintGroup, paintTrade } from "./trade_paint.js";
import { axisLabels } from "./open_levels.js";

const GAP = 5; // pixels between a candle and its mark
const NARROWEST = 6; // a shorter trade shows no stop and target: they could not be told from its marks
const REACH = 1; // how far stops and targets of past trades widen the scale, of the candles' height
const ROOM = 26; // pixels kept free above and below the candles in view for marks

/** A primitive of the candle series; `price(v)` writes prices of its labels on the axis. */
export class TradeLayer {
  constructor(writePrice) {
    this.writePrice = writePrice;
    this.rows = [];
    this.list = [];
    this.selected = null;
    this.shapes = { trades: [], groups: [] };
  }

  attached({ chart, series, requestUpdate }) {
    Object.assign(this, { chart, series, requestUpdate });
  }

  /** Draw these trades over these rows. */
  show(rows, trades, position, colours) {
    Object.assign(this, { rows, colours, list: placed(rows, trades, position) });
    this.requestUpdate?.();
  }

  /** Draw one trade thicker than the others; null for none. */
  select(trade) {
    this.selected = trade;
    this.requestUpdate?.();
  }

  updateAllViews() {
    if (this.rows.length === 0 || this.chart.timeScale().getVisibleLogicalRange() === null) return;
    const spacing = this.chart.timeScale().options().barSpacing;
    this.shapes = { trades: this.list.map((each) => this.#trade(each, spacing)).filter(Boolean), groups: this.#groups(spacing) };
  }

  #x(index) {
    return this.chart.timeScale().logicalToCoordinate(index);
  }

  #trade(each, spacing) {
    const { trade, open, entry, exit } = each;
    const right = open ? this.chart.timeScale().width() : this.#x(exit);
    const left = entry === null ? Math.min(0, this.#x(0)) : this.#x(entry);
    if (right < 0 || left > this.chart.timeScale().width()) return null;
    const y = (price) => (price ?? null) === null ? null : this.series.priceToCoordinate(price);
    const half = spacing / 2;
    const levels = right - left + spacing < NARROWEST
      ? []
      : ["stop", "target"].map((kind) => ({ kind, y: y(trade[`${kind}_price`]) })).filter((level) => level.y !== null);
    return {
      trade, open, levels, left: left - half, right: open ? right : right + half,
      join: entry === null || open ? null : { x0: left, y0: y(trade.entry_price), x1: right, y1: y(trade.exit_price) },
      entry: open ? y(trade.entry_price) : null,
      won: open ? trade.unrealized_pnl >= 0 : trade.pnl >= 0,
      selected: isSame(trade, this.selected),
    };
  }

  #groups(spacing) {
    const zero = this.#x(0);
    const sides = [["entry", "low", 1], ["exit", "high", -1]];
    return sides.flatMap(([side, field, down]) =>
      grouped(this.list, side, spacing)
        .map((group) => ({
          ...group, side, x: zero + group.left, half: width(group) / 2,
          selected: group.trades.some(({ trade }) => isSame(trade, this.selected)),
        }))
        .filter(({ x, half }) => x + half > 0 && x - half < this.chart.timeScale().width())
        .map((group) => {
          const price = extreme(this.rows, group, spacing, field);
          const edge = price === null ? null : this.series.priceToCoordinate(price);
          return edge === null ? null : { ...group, y: edge + down * (GAP + NEAREST / 2) };
        })
        .filter(Boolean));
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
    return axisLabels(open, last, this.chart.timeScale().width(), this.writePrice, this.colours);
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
