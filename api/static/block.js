// One block of the page: it asks one address again and again, and fails, ages and recovers alone.

import { duration } from "./format.js";
import { make } from "./dom.js";
import { ask } from "./source.js";

const PATIENCE_MS = 15000;

export class Block {
  /**
   * @param {string} name      data-block of its section
   * @param {() => string} address   what to ask, made anew each time
   * @param {(body: Element, answer: object) => any} draw   fills the body with an answer's values
   * @param {number} everyMs   pause between two questions
   */
  constructor(name, address, draw, everyMs) {
    this.section = document.querySelector(`[data-block="${name}"]`);
    this.body = this.section.querySelector(".body");
    this.age = make("span", { class: "age" }, "loading…");
    this.section.querySelector("header").append(this.age);
    this.note = make("div", { class: "note", hidden: "hidden" });
    this.body.before(this.note);
    Object.assign(this, { address, draw, everyMs, answeredAt: null, seen: null, timer: null, asked: 0 });
  }

  /** Ask now, and from then on every `everyMs`; a hidden page does not ask. */
  async refresh() {
    clearTimeout(this.timer);
    const turn = ++this.asked;
    if (!document.hidden) await this.ask(turn);
    if (turn === this.asked) this.timer = setTimeout(() => this.refresh(), this.everyMs);
  }

  /** Forget what was shown (another symbol was chosen), then ask. */
  restart() {
    this.seen = null;
    this.answeredAt = null;
    this.age.textContent = "loading…";
    this.section.classList.add("stale");
    return this.refresh();
  }

  async ask(turn) {
    let text;
    try {
      const response = await ask(this.address(), { signal: AbortSignal.timeout(PATIENCE_MS) });
      text = await response.text();
      if (!response.ok) throw new Error(problem(text, response.status));
    } catch (error) {
      if (turn === this.asked) this.fail(reason(error));
      return;
    }
    if (turn !== this.asked) return;
    try {
      await this.show(text);
    } catch (error) {
      this.seen = null;
      this.fail(reason(error));
    }
  }

  async show(text) {
    const answer = JSON.parse(text);
    this.answeredAt = performance.now();
    this.mark(answer);
    this.tick();
    if (text === this.seen) return;
    this.seen = text;
    await this.draw(this.body, answer);
  }

  /** Say how fresh the answer is; the sentence about a silent bot stands once, in the status. The
   *  playbook is the optimizer's: its sentence stands with it. */
  mark(answer) {
    const old = answer.stale && answer.as_of !== null;
    this.section.dataset.state = old ? "stale" : answer.stale ? "empty" : "live";
    this.section.classList.toggle("stale", old);
    this.section.classList.toggle("empty", answer.stale && !old);
    const speaks = ["status", "playbook"].includes(this.section.dataset.block);
    const said = old && !speaks ? "" : answer.message ?? "";
    this.note.hidden = said === "";
    this.note.className = "note";
    this.note.textContent = said;
  }

  fail(sentence) {
    this.section.dataset.state = "failed";
    this.section.classList.toggle("stale", this.answeredAt !== null);
    this.section.classList.remove("empty");
    const retry = make("button", { type: "button" }, "Retry");
    retry.addEventListener("click", () => this.refresh());
    this.note.className = "note problem";
    this.note.hidden = false;
    this.note.replaceChildren(make("span", {}, sentence), retry);
    this.tick();
  }

  /** Rewrite "updated N s ago"; called every second. */
  tick() {
    if (this.answeredAt === null) {
      if (this.section.dataset.state === "failed") this.age.textContent = "never loaded";
      return;
    }
    const seconds = (performance.now() - this.answeredAt) / 1000;
    this.age.textContent = `updated ${duration(seconds)} ago`;
  }
}

/** What a problem+json body says, or the bare status. */
export function problem(text, status) {
  try {
    return JSON.parse(text).detail ?? `The service answered ${status}.`;
  } catch {
    return `The service answered ${status}.`;
  }
}

/** An error in words: what the service said, or that it did not answer. */
export function reason(error) {
  if (error.name === "TimeoutError") return "The service did not answer within 15 s.";
  if (error instanceof TypeError) return "The service cannot be reached; is the api process running?";
  return error.message;
}
