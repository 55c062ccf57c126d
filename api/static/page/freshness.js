// How the bot's values stand: fresh, stale for one of three reasons, complete, or not there yet.

import { duration } from "./format.js";
import { address } from "./address.js";
import { get, isDemo } from "./service.js";
import { store } from "./store.js";
import { stream } from "./stream.js";

const SECOND = 1000;
const GRACE_SECONDS = 30;
const held = { asOf: null, unreachable: false, turn: 0, isAsking: false };

/** Conditions of the bot's values: "loading", "live", "silent", "complete", "unreachable", "empty". */
export const condition = { now: "loading", sentence: "" };

/** Ask for the status, and follow it; `store.status` and `store.condition` tell the rest of the page. */
export function followStatus() {
  stream.on("status", (status) => take(status, status.as_of ?? status.heartbeat));
  stream.on("poll", ask);
  stream.on("reset", ask);
  stream.on("state", (isOpen) => (isOpen ? held.unreachable && ask() : ask()));
  address.onChange((changed) => changed.includes("symbol") && ask());
  setInterval(() => judge(), SECOND);
  ask();
}

/** Ask for the status now. */
export async function ask() {
  const turn = ++held.turn;
  held.isAsking = true;
  try {
    const answer = await get(address.query("/status"));
    if (turn !== held.turn) return;
    held.unreachable = false;
    take(answer.value, answer.asOf, { note: answer.note, isAsked: true });
  } catch (error) {
    if (turn !== held.turn) return;
    if (error.status === 404 && address.symbol) return unknownSymbol(error);
    held.unreachable = Boolean(error.isUnreachable);
    store.set("fault", error.isUnreachable ? null : error.message);
    judge({ isAsked: true });
  } finally {
    if (turn === held.turn) held.isAsking = false;
  }
}

/** The address names a symbol that the volume does not hold: say so, and show the portfolio. */
function unknownSymbol(error) {
  store.set("fault", error.message);
  address.set({ symbol: null });
}

function take(status, asOf, { note = null, isAsked = false } = {}) {
  Object.assign(held, { asOf: asOf ?? null, status, note });
  store.set("status", status);
  judge({ isAsked });
}

/** Seconds since the bot wrote its state, by this machine's clock; null before its first cycle. */
export function heartbeatAge() {
  return held.asOf === null ? null : Math.max(0, (Date.now() - Date.parse(held.asOf)) / SECOND);
}

/**
 * That the bot is silent is said of a status just asked for only: a tab that was hidden, or a machine that
 * slept, has an old one and hears the bot as soon as it asks.
 */
function judge({ isAsked = false } = {}) {
  if (document.hidden && stream.isClosed) return;
  const [now, sentence] = judged();
  if (now === condition.now && sentence === condition.sentence) return;
  if (now === "silent" && condition.now !== "silent" && !isAsked) {
    if (!held.isAsking) ask();
    return;
  }
  Object.assign(condition, { now, sentence });
  store.set("condition", now);
}

function judged() {
  const age = heartbeatAge();
  if (isDemo) return ["live", ""];
  if (held.unreachable) {
    return ["unreachable", "The API does not answer: what you see was received before. Is the api process running? This page asks again by itself."];
  }
  if (!held.status) return [condition.now, condition.sentence];
  if (age === null) return ["empty", held.note ?? ""];
  if (held.status.mode === "REPLAY" && held.status.next_candle_time === null) {
    return ["complete", "The replay is complete: these are its final values."];
  }
  const allowed = 3 * (held.status.loop_interval_seconds ?? 60) + GRACE_SECONDS;
  if (age <= allowed) return ["live", ""];
  return ["silent", `The bot has been silent for ${duration(age)}: these are its last values. Is the bot process running?`];
}
