// Building elements. Text only ever enters through textContent, so nothing in the data is markup.

/** An element with attributes (class, or any other), and children (elements or text). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== "") element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A term and its value for a `dl.tiles`; `small` is a second, quieter line. */
export function tile(term, value, { tone = "", small = "" } = {}) {
  const said = make("dd", { class: tone }, value);
  if (small) said.append(make("small", {}, small));
  return make("div", { class: "tile" }, make("dt", {}, term), said);
}

/** A labelled bar from 0 to 1. */
export function bar(label, fraction, text, tone = "") {
  const width = Math.max(0, Math.min(1, fraction ?? 0)) * 100;
  const fill = make("div", { class: `fill ${tone}` });
  fill.style.width = `${width}%`;
  return make("div", { class: "bar" }, make("span", {}, label),
    make("div", { class: "track" }, fill), make("span", { class: "value" }, text));
}

/** A labelled bar from -1 to 1, growing from the middle. */
export function balance(label, value, text, tone = "") {
  const half = Math.min(1, Math.abs(value ?? 0)) * 50;
  const fill = make("div", { class: `fill ${tone}` });
  fill.style.width = `${half}%`;
  fill.style.left = `${(value ?? 0) < 0 ? 50 - half : 50}%`;
  return make("div", { class: "bar" }, make("span", {}, label),
    make("div", { class: "track" }, fill, make("div", { class: "middle" })),
    make("span", { class: "value" }, text));
}

/** A two-column table of [name, text] pairs. */
export function pairs(rows) {
  const body = make("tbody", {}, ...rows.map(([name, text]) =>
    make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, text))));
  return make("table", { class: "pairs" }, body);
}

/** A table; `columns` are {name, number?}, `rows` arrays of text or elements. */
export function table(columns, rows) {
  const kind = (index) => (columns[index].number ? "number" : "");
  const head = make("tr", {}, ...columns.map((column, index) =>
    make("th", { scope: "col", class: kind(index) }, column.name)));
  const lines = rows.map((row) =>
    make("tr", {}, ...row.map((cell, index) => make("td", { class: kind(index) }, cell))));
  return make("table", {}, make("thead", {}, head), make("tbody", {}, ...lines));
}
