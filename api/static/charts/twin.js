// The table that says what a chart draws, and its CSV.

import { button, make, save, table } from "../page/dom.js";

const MOST_IN_THE_TABLE = 500;

export class Twin {
  /** `columns(rows)` are those of page/table.js; `file` is the CSV's name without its ending. */
  constructor(element, { label, columns, file }) {
    Object.assign(this, { label, columns, file, all: [] });
    this.body = make("div", {});
    this.details = make("details", {}, make("summary", {}, "Table"), this.body);
    this.details.addEventListener("toggle", () => this.#fill());
    element.append(this.details, button("CSV", () => this.#save(), { class: "quiet", "aria-label": `Save ${label} as CSV` }));
  }

  /** The rows that are drawn, oldest first. */
  show(rows) {
    this.all = rows;
    this.#fill();
  }

  get rows() { return this.all.filter((row) => Object.keys(row).length > 1); } // a gap has its time alone

  #fill() {
    if (!this.details.open) return;
    const { rows } = this;
    const shown = rows.slice(-MOST_IN_THE_TABLE).reverse();
    const rest = rows.length - shown.length;
    const note = rest > 0 ? make("p", { class: "soft" }, `The newest ${shown.length}; the CSV has all ${rows.length}.`) : null;
    this.body.replaceChildren(table({ columns: this.columns(rows), rows: shown, caption: this.label }), ...(note ? [note] : []));
  }

  #save() {
    save(this.file(), this.columns(this.rows), this.rows);
  }
}
