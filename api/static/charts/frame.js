// The parts of a chart around its canvas: ranges and scale, legend, names of panes, twin.

import { button, make } from "../page/dom.js";
import { KEYS } from "./keyboard.js";
import { showLicence } from "./licence.js";
import { RANGES } from "./view.js";

/**
 * The skeleton inside `element`: `canvas` takes the chart and the keyboard, `legend` and `names` text.
 * `choose(range)` and `scale(isLog)` are called by the buttons; without `scale` there is none for it.
 */
export class Frame {
  constructor(element, { label, choose, scale = null }) {
    this.legend = make("p", { class: "chart-legend", "aria-live": "off" });
    this.canvas = make("div", { class: "chart-canvas", tabindex: "0", role: "application", "aria-label": `${label}. ${KEYS}` });
    this.names = make("div", { class: "chart-names", "aria-hidden": "true" });
    this.ranges = Object.keys(RANGES).map((name) => button(name, () => choose(name), { "aria-pressed": "false" }));
    this.log = scale && button("Log", () => this.#turn(scale), { "aria-pressed": "false", title: "Logarithmic price scale" });
    this.stage = make("div", { class: "chart-stage" }, this.canvas, this.names);
    this.twin = make("div", { class: "chart-twin" });
    this.note = make("p", { class: "chart-note", role: "status" });
    const bar = make("div", { class: "chart-bar", role: "group", "aria-label": "Range and scale" }, ...this.ranges, this.log);
    element.classList.add("charts");
    element.replaceChildren(bar, this.legend, this.stage, this.note, this.twin);
  }

  #turn(scale) {
    const isLog = this.log.getAttribute("aria-pressed") !== "true";
    this.log.setAttribute("aria-pressed", String(isLog));
    scale(isLog);
  }

  /** Mark the range in use. */
  press(range) {
    this.ranges.forEach((each) => each.setAttribute("aria-pressed", String(each.textContent === range)));
  }

  /** Write what stands in the corner of each pane: [[text or element]]. */
  name(texts) {
    while (this.names.children.length > texts.length) this.names.lastChild.remove();
    texts.forEach((content, index) => (this.names.children[index] ?? this.names.appendChild(make("p"))).replaceChildren(...content));
  }

  /** Move the names to the top left corners of the library's panes. */
  place(panes) {
    const top = this.stage.getBoundingClientRect().top;
    panes.forEach((pane, index) => {
      const label = this.names.children[index];
      if (label) label.style.top = `${(pane.getHTMLElement()?.getBoundingClientRect().top ?? top) - top}px`;
    });
    showLicence(this.canvas);
  }
}
