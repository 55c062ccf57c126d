// How series are described to panes.js.

/** No label on the axis, no line through the pane. */
export const QUIET = { lastValueVisible: false, priceLineVisible: false };
export const NO_MARK = { crosshairMarkerVisible: false };
export const SOLID = 0;
export const DOTTED = 1;
export const DASHED = 2;
export const LONG_DASHED = 3;

/** The library's format of values that `write` writes, in steps of at least `minMove`. */
export const format = (write, minMove) => ({ type: "custom", formatter: write, minMove });

/** The value of a row's field as the library takes it; nothing where there is none. */
export const valueOf = (field) => (row) => ((row[field] ?? null) === null ? {} : { value: row[field] });

/** A line through a field of the rows. */
export function line(field, options, more = {}) {
  return { kind: "Line", fields: [field], point: valueOf(field), options, ...more };
}
