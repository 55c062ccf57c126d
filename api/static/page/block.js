// One block of the page: it asks its own address, lives on events, and fails, ages and recovers alone.

import { address } from "./address.js";
import { tag } from "./dom.js";
import { Frame } from "./frame.js";
import { duration } from "./format.js";
import { condition } from "./freshness.js";
import { UNKNOWN, read } from "./reading.js";
import { store } from "./store.js";
import { stream } from "./stream.js";

const TOLD_AT_ONCE_MS = 200;
const isNothing = (answer) => answer === null || answer === undefined || (Array.isArray(answer) && answer.length === 0);

/**
 * A block by its definition:
 *   name, title (text or (address) => text), short (where there is less room), about (one phrase: what it will show), place, views, first;
 *   asks(address) => path, [paths] or null;
 *   core: how many of the paths, from the first on, it cannot be without, all where it is left out;
 *   alsoReads: keys of the store that it draws from besides, and is drawn anew for;
 *   keeps: the key of the store that its answers are put under;
 *   on: {event: (answer, event, address) => new answer, or undefined: as it was};
 *   again: {event: (event, address, answer) => whether it asks anew for it}; everyMs;
 *   isEmpty(answer), empty(answer, note): when there is nothing to show, and why and what next;
 *   ownAge: true where the answer grows old by itself, not with the bot's heartbeat;
 *   draw(body, answer, page): fills the body. `answer` is the value, with several paths an array of them,
 *   null in it where one that is not of the core could never be read.
 */
export class Block {
  constructor(definition) {
    this.definition = definition;
    this.frame = new Frame(definition, (isFolded) => this.fold(isFolded));
    Object.assign(this, { answer: undefined, lack: null, turn: 0, askedAt: 0, isBehind: false });
    this.fresh = { asOf: null, stale: false, note: null, nexts: [] };
    this.page = { address, block: this, refresh: () => this.refresh(), freshness: this.fresh };
    this.section.hidden = !this.isShown;
    this.listen();
  }

  get section() { return this.frame.section; }

  /** Whether the view shows it. */
  get isShown() { return this.definition.views.includes(address.view); }

  listen() {
    const { on = {}, again = {}, everyMs } = this.definition;
    (this.definition.alsoReads ?? []).forEach((key) => store.on(key, () => this.frame.state !== "failed" && this.draw()));
    Object.entries(on).forEach(([event, fold]) => stream.on(event, (value) => this.hear(fold, value)));
    Object.entries(again).forEach(([event, counts]) => stream.on(event, (value) => counts(value, address, this.answer) && this.refreshSoon()));
    stream.on("reset", () => this.refresh());
    stream.on("poll", () => (Object.keys({ ...on, ...again }).length > 0) && this.refresh());
    store.on("condition", (now) => this.conditionChanged(now));
    if (everyMs) setInterval(() => Date.now() - this.askedAt >= everyMs && this.refresh(), Math.min(everyMs, 5000));
  }

  /** Show it or not, and ask where its paths have changed; called at the start and for each change. */
  follow(changed = []) {
    this.section.hidden = !this.isShown;
    const paths = JSON.stringify(this.paths());
    if (!this.isShown) return;
    this.name();
    if (paths !== this.asked) return this.restart(paths);
    this.catchUp();
    if (["zone", "range", "view"].some((name) => changed.includes(name))) this.draw();
  }

  paths() {
    const asked = this.definition.asks?.(address) ?? null;
    return asked === null ? [] : [asked].flat();
  }

  restart(paths) {
    this.asked = paths;
    Object.assign(this, { answer: undefined, values: null, lack: null });
    this.frame.state = "loading";
    if (this.definition.asks) this.refresh();
    else this.take([UNKNOWN]);
  }

  /** It is looked at again: what was not asked while nobody saw it is asked now. */
  catchUp() { if (this.isBehind) this.refresh(); }

  /** Ask now; where nobody sees it, once somebody does. */
  async refresh() {
    const paths = this.paths();
    if (paths.length === 0) return;
    const turn = ++this.turn;
    this.isBehind = !this.isShown || this.frame.isFolded || document.hidden;
    if (this.isBehind) return;
    this.askedAt = Date.now();
    const reading = await read(paths, this.definition.core);
    if (turn === this.turn) this.settle(reading);
  }

  /** Without its core there is no block; any other part that did not come stays as it was. */
  settle({ answers, isAway, grave, lack }) {
    if (isAway && this.answer !== undefined && this.frame.state !== "failed") return this.mark(); // the banner says why
    if (grave !== null) return this.fail(grave);
    if (this.lack !== null) this.values = null; // drawn anew, so that what was said of it goes
    this.lack = lack;
    this.take(answers.map((answer, index) => answer ?? { ...UNKNOWN, value: this.answer?.[index] ?? null }));
    if (lack !== null && this.frame.state !== "failed") this.frame.say(`Not all of it could be read: ${lack}`, () => this.refresh());
  }

  refreshSoon() {
    this.soon ??= setTimeout(() => { this.soon = null; this.refresh(); }, TOLD_AT_ONCE_MS);
  }

  take(answers) {
    const { asks } = this.definition;
    Object.assign(this.fresh, { asOf: answers[0].asOf, stale: answers.some((answer) => answer.stale), note: answers[0].note, nexts: answers.map((answer) => answer.next) });
    const several = asks && Array.isArray(asks(address));
    const values = answers.map((answer) => answer.value);
    const isNew = this.frame.state !== "live" || !values.every((value, index) => value === this.values?.[index]);
    this.values = values;
    this.show(several ? values : values[0], isNew);
  }

  /** An event: the answer is folded with it; nothing is asked. */
  hear(fold, value) {
    if (this.answer === undefined) return;
    const folded = fold(this.answer, value, address);
    if (folded === undefined) return;
    this.values = null;
    Object.assign(this.fresh, { stale: false, note: null }); // what was said of the answer before is over
    this.show(folded, true);
  }

  show(answer, isNew) {
    this.answer = answer;
    if (this.definition.keeps) store.set(this.definition.keeps, answer);
    if (isNew) this.draw();
    else this.mark();
  }

  draw() {
    if (this.answer === undefined || !this.isShown || this.frame.isFolded) return;
    const { draw, isEmpty = isNothing, empty } = this.definition;
    this.isEmpty = this.definition.asks && isEmpty(this.answer);
    try {
      if (!this.isEmpty) draw(this.frame.body, this.answer, this.page);
      else this.frame.body.replaceChildren();
    } catch (error) {
      this.values = null;
      console.error(error);
      return this.fail(`This block cannot be drawn: ${error.message}.`);
    }
    if (this.lack === null) this.frame.say(this.isEmpty ? empty?.(this.answer, this.fresh.note) ?? this.fresh.note : this.ownNote());
    this.mark();
  }

  /** What the answer says of itself; the bot's silence is the banner's to say. */
  ownNote() { return this.fresh.stale && !this.definition.ownAge ? null : this.fresh.note; }

  mark() {
    const isOld = condition.now === "unreachable" || (this.definition.ownAge ? this.fresh.stale : condition.now === "silent");
    if (this.isEmpty || (condition.now === "empty" && !this.definition.asks)) this.frame.state = condition.now === "empty" ? "waiting" : "empty";
    else this.frame.state = isOld ? "stale" : "live";
    this.name();
  }

  conditionChanged(now) {
    const { state } = this.frame;
    const [isLive, isBack] = [now === "live", this.condition === "unreachable" && now !== "unreachable"];
    const isDue = state === "failed" || this.lack !== null ? isLive || isBack : isLive && ["waiting", "empty"].includes(state);
    this.condition = now;
    if (isDue && this.definition.asks) this.refresh();
    else if (this.answer !== undefined && state !== "failed") this.mark();
  }

  name() {
    const { title: whole, short } = this.definition;
    const title = this.frame.isFolded && short ? short : whole; // a folded line has no room for more
    const old = this.frame.state === "stale" ? [tag(`stale${this.ownAgeInWords()}`)] : [];
    this.frame.name(typeof title === "function" ? title(address) : title, ...old);
  }

  /** The banner says how old the bot's values are; what has an age of its own says it itself. */
  ownAgeInWords() {
    if (!this.definition.ownAge || !this.fresh.asOf) return "";
    return `, ${duration((Date.now() - Date.parse(this.fresh.asOf)) / 1000)} old`;
  }

  fail(sentence) {
    this.frame.state = "failed";
    this.frame.say(sentence, () => this.refresh());
  }

  fold(isFolded) {
    this.frame.fold(isFolded);
    this.name();
    if (isFolded || this.asked === undefined) return; // nothing is asked before the stream has begun
    if (this.answer === undefined) this.refresh();
    else this.draw();
    this.catchUp();
  }
}
