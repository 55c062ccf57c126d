// Trades as shapes in pixels of the pane.

import { NEAREST, extreme, grouped, isSame, width } from "./marks.js";

const GAP = 5; // pixels between a candle and its mark
const NARROWEST = 6; // a shorter trade shows no stop and target: they could not be told from its marks
const SIDES = [["entry", "low", 1], ["exit", "high", -1]];

/** Groups of marks, and the price over or under which each stands: the same until rows or zoom change. */
export function marksOf(rows, list, spacing) {
  return SIDES.flatMap(([side, field, down]) => grouped(list, side, spacing)
    .map((group) => ({ ...group, side, down, half: width(group) / 2, price: extreme(rows, group, spacing, field) }))
    .filter(({ price }) => price !== null));
}

/** The marks in view. `scene` is {width, spacing, selected, x(index), y(price)}. */
export function markShapes(marks, scene) {
  const zero = scene.x(0);
  return marks
    .map((mark) => ({ ...mark, x: zero + mark.left }))
    .filter(({ x, half }) => x + half > 0 && x - half < scene.width)
    .map((mark) => ({
      ...mark,
      y: scene.y(mark.price) + mark.down * (GAP + NEAREST / 2),
      selected: mark.trades.some(({ trade }) => isSame(trade, scene.selected)),
    }));
}

/** Line, stop and target of the trades in view. */
export function tradeShapes(list, scene) {
  return list.map((each) => tradeShape(each, scene)).filter((shape) => shape !== null);
}

function tradeShape({ trade, open, entry, exit }, { width: paneWidth, spacing, selected, x, y }) {
  const right = open ? paneWidth : x(exit);
  const left = entry === null ? Math.min(0, x(0)) : x(entry);
  if (right < 0 || left > paneWidth) return null;
  const isWide = right - left + spacing >= NARROWEST;
  const levels = ["stop", "target"]
    .filter((kind) => isWide && (trade[`${kind}_price`] ?? null) !== null)
    .map((kind) => ({ kind, y: y(trade[`${kind}_price`]) }));
  return {
    trade, open, levels, left: left - spacing / 2, right: open ? right : right + spacing / 2,
    join: entry === null || open ? null : { x0: left, y0: y(trade.entry_price), x1: right, y1: y(trade.exit_price) },
    entry: open ? y(trade.entry_price) : null,
    won: (open ? trade.unrealized_pnl : trade.pnl) >= 0,
    selected: isSame(trade, selected),
  };
}
