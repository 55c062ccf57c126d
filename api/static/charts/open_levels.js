// What an open position shows on the price axis: its entry, its stop, its target.

const HEIGHT = 20; // of a label, in pixels
const NARROW = 420; // a pane of less has no room for words beside it

/**
 * The library's axis views of an open trade's shape. `lastY` is where the last price's own label
 * stands: those that would touch it, or one another, move away from it.
 */
export function axisLabels(shape, lastY, width, writePrice, colours) {
  const tones = { entry: colours.soft, stop: colours.down, target: colours.up };
  const labels = [
    { name: "entry", y: shape.entry, price: shape.trade.entry_price },
    ...shape.levels.map(({ kind, y }) => ({ name: kind, y, price: shape.trade[`${kind}_price`] })),
  ].filter(({ y }) => y !== null);
  spread(labels.filter(({ y }) => y < lastY).sort((a, b) => b.y - a.y), lastY, -1);
  spread(labels.filter(({ y }) => y >= lastY).sort((a, b) => a.y - b.y), lastY, 1);
  return labels.map(({ name, y, price }) => ({
    coordinate: () => y,
    text: () => (width < NARROW ? writePrice(price) : `${name} ${writePrice(price)}`),
    textColor: () => colours.card,
    backColor: () => tones[name],
  }));
}

function spread(labels, from, way) {
  let taken = from;
  for (const label of labels) {
    if (way * (label.y - taken) < HEIGHT) label.y = taken + way * HEIGHT;
    taken = label.y;
  }
}
