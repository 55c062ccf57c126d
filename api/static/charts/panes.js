// The panes of a chart: which series each holds, fed with rows and touched only where rows changed.

const AT_ONCE = 20; // more new rows than that are a new history, and all is handed over anew

/**
 * A pane is {name, share, series: [...]}; a series is
 *   {kind: name of the library's series, fields, point(row, colours) => values or null, options(colours),
 *    lines: [values at which a quiet line lies], scale: its margins}.
 * A pane of whose fields no row has a value is left out.
 */
export class Panes {
  constructor(library, chart, panes, colours) {
    this.colours = colours;
    this.rows = [];
    this.all = panes.flatMap((pane, index) => pane.series.map((each) => add(library, chart, each, index, colours)));
    this.fields = panes.flatMap((pane) => pane.series.flatMap((each) => each.fields));
    panes.forEach((pane, index) => chart.panes()[index].setStretchFactor(pane.share));
  }

  /** The library's first series: that of the candles, or of the first curve. */
  get main() { return this.all[0].series; }

  /** Draw rows of which the first `from` are drawn already. */
  show(rows, from) {
    const drawn = this.rows.length;
    const isNew = from < drawn - AT_ONCE || rows.length - from > AT_ONCE || rows.length < drawn;
    this.rows = rows;
    for (const { definition, series } of this.all) {
      const point = (row) => {
        const values = definition.point(row, this.colours);
        values.time = row.time;
        return values;
      };
      if (isNew || drawn === 0) series.setData(rows.map(point));
      else for (let index = from; index < rows.length; index += 1) series.update(point(rows[index]), index < drawn - 1);
    }
  }

  /** The same in other colours. */
  recolour(colours) {
    this.colours = colours;
    for (const { definition, series, lines } of this.all) {
      series.applyOptions(definition.options(colours));
      lines.forEach((line) => line.applyOptions({ color: colours.line }));
    }
    const rows = this.rows;
    this.rows = [];
    if (rows.length > 0) this.show(rows, 0);
  }
}

function add(library, chart, definition, pane, colours) {
  const series = chart.addSeries(library[`${definition.kind}Series`], definition.options(colours), pane);
  if (definition.scale) series.priceScale().applyOptions({ scaleMargins: definition.scale });
  const lines = (definition.lines ?? []).map((price) =>
    series.createPriceLine({ price, color: colours.line, lineWidth: 1, lineStyle: 0, axisLabelVisible: false, title: "" }));
  return { definition, series, lines };
}

/** The panes that have something to show in these rows. */
export function panesWith(rows, panes) {
  const has = (field) => rows.some((row) => (row[field] ?? null) !== null);
  return panes
    .map((pane) => ({ ...pane, series: pane.series.filter((each) => each.fields.some(has)) }))
    .filter((pane) => pane.series.length > 0);
}
