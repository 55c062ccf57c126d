// A real table that sorts, closes up empty columns, is saved as CSV, and becomes cards where it does not fit.

import { DASH } from "./clock.js";
import { button, make } from "./element.js";

const CARDS_BELOW = 700;
const NARROW_COLUMNS = 3;

/**
 * @param columns  {name, title, number, wide (a line of its own on a card), of(row) => text or element, value(row) => what sorts and is saved}
 * @param rows     of any kind; `of` and `value` read them
 * @param caption  the table's accessible name
 * @param sort     {by: index of a column, down: true} or nothing: as given; a click is written into it, so that
 *                 a caller who hands in the same object again keeps the reader's order
 * @param csv      a file name without .csv, or nothing: not offered
 */
export function table({ columns, rows, caption, sort = null, csv = null }) {
  const filled = columns.filter((column) => rows.some((row) => textOf(column, row) !== DASH));
  const state = { by: columns[sort?.by] ?? null, down: sort?.down ?? false };
  const body = make("tbody", { role: "rowgroup" });
  const heads = filled.map((column) => head(column, () => {
    state.down = state.by === column ? !state.down : Boolean(column.number);
    state.by = column;
    if (sort) Object.assign(sort, { by: columns.indexOf(column), down: state.down });
    fill();
  }));
  const fill = () => {
    heads.forEach((cell, index) => cell.setAttribute("aria-sort", order(filled[index], state)));
    body.replaceChildren(...sorted(rows, state).map((row) => line(filled, row)));
  };
  fill();
  const whole = make("table", { role: "table", "aria-label": caption },
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads)), body);
  const frame = make("div", { class: "table" }, whole);
  if (csv) frame.append(button("CSV", () => save(csv, columns, sorted(rows, state)), { class: "quiet", "aria-label": `Save ${caption} as CSV` }));
  watchWidth(frame, whole, filled.length);
  return frame;
}

function head(column, choose) {
  const cell = make("th", { scope: "col", role: "columnheader", class: column.number ? "number" : "", title: column.title });
  cell.append(button(column.name, choose, { class: "sort" }));
  return cell;
}

const order = (column, state) => (state.by !== column ? "none" : state.down ? "descending" : "ascending");

function line(columns, row) {
  return make("tr", { role: "row" }, ...columns.map((column) =>
    make("td", { role: "cell", class: [column.number ? "number" : "", column.wide ? "wide" : ""].join(" ").trim(), "data-label": column.name }, column.of(row) ?? DASH)));
}

function textOf(column, row) {
  const shown = column.of(row);
  const text = shown instanceof Node ? shown.textContent || (shown.getAttribute("aria-label") ?? "") : String(shown ?? "");
  return text.trim() === "" ? DASH : text;
}

const valueOf = (column, row) => (column.value ? column.value(row) : textOf(column, row));

function sorted(rows, { by, down }) {
  if (!by) return rows;
  const known = (value) => value !== null && value !== undefined && value !== DASH;
  const compare = (one, other) => {
    const [a, b] = [valueOf(by, one), valueOf(by, other)];
    if (!known(a) || !known(b)) return known(b) - known(a);
    const way = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
    return down ? -way : way;
  };
  return [...rows].sort(compare);
}

/** Cards on a phone for more than three columns, and wherever the table is wider than its place. */
function watchWidth(frame, whole, columns) {
  let needed = 0;
  const look = () => {
    const width = frame.clientWidth;
    if (width === 0) return;
    if (!frame.classList.contains("cards")) needed = whole.scrollWidth;
    frame.classList.toggle("cards", (innerWidth < CARDS_BELOW && columns > NARROW_COLUMNS) || needed > width + 1);
  };
  new ResizeObserver(look).observe(frame);
}

/** Save the rows as a CSV file: every column, numbers in full. */
export function save(name, columns, rows) {
  const cell = (value) => {
    const text = value === DASH || value === null || value === undefined ? "" : String(value);
    const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text; // no formula for a spreadsheet
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [columns.map((column) => cell(column.name)),
    ...rows.map((row) => columns.map((column) => cell(valueOf(column, row))))];
  const file = new Blob([lines.map((line) => line.join(",")).join("\r\n") + "\r\n"], { type: "text/csv" });
  const link = make("a", { href: URL.createObjectURL(file), download: `${name}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
