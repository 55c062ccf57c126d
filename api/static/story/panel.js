// The panel that a story is told in: a dialog at the page's right edge, the whole screen on a phone.

import { address } from "../page/address.js";
import { button, make } from "../page/dom.js";
import { get } from "../page/service.js";
import { stream } from "../page/stream.js";
import { onTheme } from "../page/theme.js";
import { decisionPart } from "./decision.js";
import { figuresPart } from "./figures.js";
import { headlinesPart } from "./headlines.js";
import { ordersPart } from "./orders.js";
import { drawPicture } from "./picture.js";
import { sentence, title } from "./summary.js";

export class Panel {
  /** @param {{closed: () => void}} calls   `closed` is called whenever the panel was closed */
  constructor({ closed }) {
    this.heading = make("h2", { id: "story-title", tabindex: "-1" });
    this.body = make("div", { class: "story-body" });
    this.copy = button("Link", () => this.copyLink(), { class: "quiet", title: "Copy the link of this story" });
    const close = button("✕", () => this.dialog.close(), { "aria-label": "Close the story" });
    this.field = make("input", { class: "story-link", readonly: "readonly", "aria-label": "Link of this story" });
    this.dialog = make("dialog", { class: "story", "aria-labelledby": "story-title" },
      make("header", {}, this.heading, this.copy, close), this.body);
    document.body.append(this.dialog);
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("close", () => this.forget(closed));
    stream.on("signal", (signal) => this.dialog.open && signal.symbol === this.symbol && this.load());
    const again = () => this.dialog.open && this.told && this.draw(this.told);
    address.onChange((changed) => changed.includes("zone") && again());
    onTheme(again);
    Object.assign(this, { turn: 0, told: null, picture: null });
  }

  /** Open (or turn to) a story; `link` is its address on this page. */
  show(asked) {
    Object.assign(this, { asked, told: null });
    this.heading.textContent = "Story";
    this.body.replaceChildren(make("p", { class: "soft" }, "Loading the story…"));
    this.forgetPicture();
    if (!this.dialog.open) this.dialog.showModal();
    this.heading.focus();
    return this.load();
  }

  get isOpen() { return this.dialog.open; }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  async load() {
    const turn = ++this.turn;
    try {
      const { value } = await get(this.asked.path);
      if (turn === this.turn && this.dialog.open) this.draw(value);
    } catch (error) {
      if (turn === this.turn) this.fail(error.message);
    }
  }

  /** The symbol of what is told. */
  get symbol() {
    const { trade, position, signal } = this.told ?? {};
    return (trade ?? position ?? signal)?.symbol ?? null;
  }

  draw(story) {
    this.told = story;
    this.heading.replaceChildren(...title(story, this.asked.id));
    const picture = make("div", { class: "story-chart" });
    const isKnown = story.trade ?? story.position ?? story.signal;
    const rest = isKnown ? [picture, figuresPart(story), decisionPart(story), ordersPart(story), headlinesPart(story)] : [];
    this.forgetPicture();
    this.body.replaceChildren(sentence(story), ...rest.filter(Boolean));
    this.picture = drawPicture(picture, story);
  }

  fail(words) {
    const said = make("p", { class: "note problem", role: "alert" }, make("span", {}, words), button("Retry", () => this.load()));
    this.body.replaceChildren(said);
  }

  /** Copy the link; where the browser forbids that, show it. */
  async copyLink() {
    try {
      await navigator.clipboard.writeText(this.asked.link);
      this.copy.textContent = "Copied";
    } catch {
      this.field.value = this.asked.link;
      this.copy.before(this.field);
      this.field.select();
    }
  }

  forgetPicture() {
    this.picture?.destroy();
    this.picture = null;
  }

  forget(closed) {
    this.turn++;
    this.forgetPicture();
    this.copy.textContent = "Link";
    this.field.remove();
    closed();
  }
}
