// The strokes of trades on a canvas; shapes are in pixels of the pane.

const RADIUS = 6;

/** The line from entry to exit, and stop and target while it was held. */
export function paintTrade(context, shape, colours) {
  const thick = shape.selected ? 2 : 1;
  for (const { kind, y } of shape.levels) {
    line(context, [shape.left, y, shape.right, y], kind === "stop" ? colours.down : colours.up, thick, [2, 3]);
  }
  if (shape.open) line(context, [shape.left, shape.entry, shape.right, shape.entry], colours.soft, 1, []);
  if (shape.join === null) return;
  const { x0, y0, x1, y1 } = shape.join;
  line(context, [x0, y0, x1, y1], shape.won ? colours.up : colours.down, 1.5 * thick, shape.won ? [] : [5, 3]);
}

/** A triangle for one entry or exit, a disc with their number for several. */
export function paintGroup(context, shape, colours) {
  if (shape.selected) ring(context, shape, colours);
  if (shape.trades.length > 1) count(context, shape, colours);
  else triangle(context, shape, colours);
}

function line(context, [x0, y0, x1, y1], stroke, width, dash) {
  context.beginPath();
  context.setLineDash(dash);
  Object.assign(context, { strokeStyle: stroke, lineWidth: width });
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
  context.setLineDash([]);
}

/** Upwards where something was bought, downwards where it was sold; an exit is hollow. */
function triangle(context, { x, y, side, trades }, colours) {
  const buys = (trades[0].trade.direction === "LONG") === (side === "entry");
  const tip = buys ? -RADIUS : RADIUS;
  const tone = buys ? colours.up : colours.down;
  context.beginPath();
  context.moveTo(x, y + tip);
  context.lineTo(x - RADIUS, y - tip * 0.8);
  context.lineTo(x + RADIUS, y - tip * 0.8);
  context.closePath();
  Object.assign(context, { fillStyle: side === "entry" ? tone : colours.card, strokeStyle: tone, lineWidth: 1.5 });
  context.fill();
  context.stroke();
}

function count(context, { x, y, half, side, trades }, colours) {
  context.beginPath();
  context.roundRect(x - half, y - RADIUS - 1, 2 * half, 2 * RADIUS + 2, RADIUS + 1);
  const filled = side === "entry";
  Object.assign(context, { fillStyle: filled ? colours.ink : colours.card, strokeStyle: colours.ink, lineWidth: 1 });
  context.fill();
  context.stroke();
  Object.assign(context, { font: "600 10px system-ui, sans-serif", textAlign: "center", textBaseline: "middle" });
  context.fillStyle = filled ? colours.card : colours.ink;
  context.fillText(String(trades.length), x, y + 0.5);
}

function ring(context, { x, y, half }, colours) {
  context.beginPath();
  context.arc(x, y, half + 4, 0, 2 * Math.PI);
  Object.assign(context, { strokeStyle: colours.accent, lineWidth: 2 });
  context.stroke();
}
