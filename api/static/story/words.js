// A decision in words: what was done with it first, then why. Everything here is text.

import { action, price } from "../page/format.js";

const EXITS = {
  stop_loss: "stop", take_profit: "target", signal: "opposite signal", end_of_data: "end of the data",
  emergency_exit: "emergency exit", force_exit: "forced exit",
};

/** "stop", "target", "opposite signal" … of an exit reason's code name. */
export const exitWords = (reason) => EXITS[reason] ?? String(reason ?? "").replaceAll("_", " ");

/** What the bot writes of a decision one candle later, and how a reader says it; the first that fits counts. */
const DEEDS = [
  [/^(LONG|SHORT) entered at (\S+)$/, (side, at) => ({ side, kind: "taken", text: `entered at ${price(Number(at))}` })],
  [/^(LONG|SHORT) entered$/, (side) => ({ side, kind: "taken", text: "entered", isOver: true })],
  [/^no SHORT entry, allow_short is off$/, () => refused("SHORT", "shorts are off", "allow_short")],
  [/^(LONG|SHORT) held, the same direction adds nothing$/, (held) => adds(held)],
  [/^(LONG|SHORT) held, exit_on_opposite_signal is off$/, (held) => unclosed(held)],
  [/^no (LONG|SHORT) entry at the open that closed a position$/, (side) => refused(side, "a position was closed at the same open")],
  [/^no (LONG|SHORT) entry, (.+)$/, (side, why) => refused(side, why)],
  [/^nothing held$/, () => ({ kind: "kept", text: "nothing held" })],
  [/^(LONG|SHORT) held$/, (side) => ({ kind: "kept", text: `${side} kept` })],
];
const CLOSED = /^(LONG|SHORT) closed by (\w+) at (\S+)$/;
const WITHHELD = /^no trade: (.+?), (LONG|SHORT) is not entered; /s;
const CLOSES_ONLY = /^(LONG|SHORT) closes the (LONG|SHORT) and enters nothing: (.+?); /s;

const refused = (side, why, setting) => ({ side, kind: "refused", text: `not taken: ${why}`, setting });
const adds = (held) => ({ side: held, kind: "kept", text: `nothing added: ${held} is held` });
const unclosed = (held) => refused(
  held === "LONG" ? "SHORT" : "LONG", `${held} is held and an opposite signal does not close it`, "exit_on_opposite_signal");

/**
 * What was done with a signal: {side, kind, text, setting}. `kind` is taken, refused, kept, closed, waits or told;
 * `setting` the code name of what forbade it. `next` is the same symbol's signal one candle later, which tells it;
 * while there is none, what will be done with it is told by `held`, the {direction, closing} of the symbol's open position
 * (null: nothing is held; undefined: not known), by `config`, the symbol's config where it is known, and by `isLast`: no
 * candle follows.
 */
export function deed(signal, next, { held, config = null, isLast = false } = {}) {
  const withheld = WITHHELD.exec(signal.reason);
  if (withheld) return refused(withheld[2], withheld[1]);
  const closes = CLOSES_ONLY.exec(signal.reason);
  if (closes) return { side: closes[1], kind: "closed", text: `closes the ${closes[2]}, enters nothing: ${closes[3]}` };
  if (!next) return waiting(signal.action, { held, config, isLast });
  return told(signal.action, next.outcome);
}

function waiting(side, { held, config, isLast }) {
  const waits = (text) => ({ side, kind: "waits", text: isLast ? "no candle follows to act at" : text });
  if (held?.closing) return waits(`the ${held.direction} closes at the next open`);
  if (held) return beside(side, held.direction, config, waits);
  if (side === "FLAT") return { side, kind: "kept", text: "enters nothing" };
  const closesNothing = held === null || config?.exit_on_opposite_signal === false;
  if (side === "SHORT" && config?.allow_short === false && closesNothing) return refused(side, "shorts are off", "allow_short");
  return waits("acts at the next open");
}

/** What a decision comes to while a position is held, in the words that the bot's own will be told in. */
function beside(side, held, config, waits) {
  if (side === "FLAT") return { side, kind: "kept", text: `${held} kept` };
  if (side === held) return adds(held);
  return config?.exit_on_opposite_signal === false ? unclosed(held) : waits(`closes the ${held} at the next open`);
}

function told(side, outcome) {
  const parts = (outcome ?? "").split("; ");
  const closings = parts.map((part) => CLOSED.exec(part)).filter(Boolean).map(closing);
  for (const [pattern, say] of DEEDS) {
    const match = parts.map((part) => pattern.exec(part)).find(Boolean);
    if (match) return together({ side, ...say(...match.slice(1)) }, closings);
  }
  if (closings.length > 0) return { side, kind: "closed", text: closings.map(({ text }) => text).join(", ") };
  return { side, kind: "told", text: outcome || "nothing on record" };
}

/** A deed with what was closed in the same candle: before it, or, where it was over within the candle, last by itself. */
function together({ isOver, ...done }, closings) {
  const own = isOver ? closings.at(-1) : null;
  const before = closings.filter((each) => each !== own).map(({ text }) => text);
  return { ...done, text: [done.text, own ? `then ${own.how}` : null, ...before].filter(Boolean).join(", ") };
}

const closing = ([, held, by, at]) => {
  const how = `closed by ${exitWords(by)} at ${price(Number(at))}`;
  return { how, text: `${held} ${how}` };
};

/** "▼ SHORT, not taken: shorts are off". */
export const deedLine = (done) => `${action(done.side).text}, ${done.text}`;

/** The whole reason, without the action and confidence that it begins with where something is wanted. */
const whole = (signal) => (signal.reason || "no reason on record").replace(/^(LONG|SHORT) at confidence [\d.]+: /, "");

/** What settled it, without the opinions that the reason repeats after it; "" where that is the action alone. */
export function verdict(signal) {
  const reason = signal.reason || "no reason on record";
  const at = reason.search(/technical (LONG|SHORT|FLAT) [\d.]+: /);
  if (at < 0 || !signal.technical?.reason || !reason.includes(signal.technical.reason)) return whole(signal);
  const said = reason.slice(0, at).replace(/[;:,]?\s*$/, "").replace(/^(LONG|SHORT) at confidence [\d.]+,? ?/, "");
  if (said === "no trade") return "no trade: the technical opinion is FLAT";
  return said.endsWith("overrides") ? `${said} the technical opinion` : said;
}

/** Why: the condition that failed where nothing is entered, else the whole reason. */
export function because(signal) {
  const reason = whole(signal);
  const withheld = WITHHELD.exec(reason) ?? CLOSES_ONLY.exec(reason);
  if (withheld) return reason.slice(withheld[0].length);
  if (signal.action !== "FLAT") return reason;
  return reason.replace(/^no trade: /, "").split("; ")[0];
}
