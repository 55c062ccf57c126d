// The frame of a block: its section, heading that folds it, marks, note and body.

import { button, make, tag } from "./dom.js";
import { isDemo } from "./service.js";

export class Frame {
  /** @param onFold called with true or false when a person folds or unfolds the block. */
  constructor({ name, about }, onFold) {
    const id = `heading-${name}`;
    this.body = make("div", { class: "body", id: `body-${name}` });
    this.title = button("", () => onFold(!this.isFolded), { class: "fold", "aria-controls": this.body.id });
    this.marks = make("span", { class: "marks" });
    this.note = make("div", { class: "note", hidden: "hidden" });
    this.about = make("p", { class: "about" }, about);
    const sample = isDemo ? tag("sample data", { class: "tag watermark" }) : null;
    this.section = make("section", { class: "block", id: name, "data-block": name, "data-state": "loading", "aria-labelledby": id },
      make("header", {}, make("h2", { id }, this.title), sample, this.marks, this.about), this.note, this.body);
    this.isFolded = false;
  }

  /** "loading", "live", "stale", "empty", "waiting" (no bot yet) or "failed". */
  set state(value) { this.section.dataset.state = value; }

  get state() { return this.section.dataset.state; }

  fold(isFolded) {
    this.isFolded = isFolded;
    this.section.classList.toggle("folded", isFolded);
    this.title.setAttribute("aria-expanded", String(!isFolded));
  }

  /** The heading's text, and small marks beside it. */
  name(title, ...marks) {
    if (this.title.textContent !== title) this.title.textContent = title;
    this.marks.replaceChildren(...marks);
  }

  /** A sentence above the body; nothing takes it away. With `retry` it is about a failure. */
  say(what, retry = null) {
    this.note.hidden = !what;
    this.note.className = retry ? "note problem" : "note";
    if (retry) this.note.setAttribute("role", "alert");
    else this.note.removeAttribute("role");
    this.note.replaceChildren(...(what ? [make("span", {}, what)] : []), ...(retry ? [button("Retry", retry)] : []));
  }
}
