// One stream of events for the page; polling while it is down; silence while the tab is hidden.

import { address } from "./address.js";
import { isDemo } from "./service.js";

const NAMES = ["hello", "status", "candle", "signal", "equity", "trade", "positions", "performance", "risk", "run", "command", "reset"];
const POLL_MS = 15000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15000;

const FIRST_EVENT_MS = 1000;

const listeners = {};
const held = { source: null, lastId: null, pause: FIRST_PAUSE_MS, timer: null, poll: null };
let staysOpen = () => false;

export const stream = {
  /**
   * Call `hear(value)` for each event of the name. Two are the stream's own: "poll" every 15 s while
   * it is down (ask again), "state" with true when it has opened and false when it broke.
   */
  on(name, hear) { (listeners[name] ??= []).push(hear); },

  /**
   * Begin, or begin anew for another symbol. Resolves when events arrive from there on, so that what is
   * asked afterwards misses nothing; also when it cannot be opened or takes too long.
   */
  async start() {
    if (isDemo) return;
    stop();
    held.lastId = null;
    if (document.hidden) return;
    await new Promise((begun) => {
      held.begun = begun;
      setTimeout(begun, FIRST_EVENT_MS);
      open();
    });
  },

  /** Whether nothing is heard because nobody looks: a hidden tab has closed it. */
  get isClosed() { return held.source === null; },

  /** A question whose yes keeps a hidden tab's stream open (the reader wants notifications). */
  staysOpen(question) { staysOpen = question; },
};

const tell = (name, value) => (listeners[name] ?? []).forEach((hear) => hear(value));

function open() {
  held.source?.close(); // one that a tab opened while it was hidden, and that is not there yet
  clearTimeout(held.timer);
  const more = held.lastId === null ? {} : { last_event_id: held.lastId };
  const source = new EventSource(address.query("/stream", more));
  held.source = source;
  source.addEventListener("open", () => opened(source));
  source.addEventListener("error", () => broken(source));
  NAMES.forEach((name) => source.addEventListener(name, (event) => {
    if (source !== held.source) return;
    if (event.lastEventId) held.lastId = event.lastEventId;
    begin();
    tell(name, event.data ? JSON.parse(event.data) : null);
  }));
}

function opened(source) {
  if (source !== held.source) return;
  clearInterval(held.poll);
  Object.assign(held, { pause: FIRST_PAUSE_MS, poll: null });
  tell("state", true);
}

const begin = () => { held.begun?.(); held.begun = null; };

/** Closed here and opened again by our own clock, so that what was missed is asked for by its id. */
function broken(source) {
  if (source !== held.source) return;
  source.close();
  begin();
  tell("state", false);
  held.poll ??= setInterval(() => tell("poll"), POLL_MS);
  held.timer = setTimeout(open, held.pause);
  held.pause = Math.min(LONGEST_PAUSE_MS, held.pause * 2);
}

function stop() {
  held.source?.close();
  clearTimeout(held.timer);
  clearInterval(held.poll);
  Object.assign(held, { source: null, poll: null, pause: FIRST_PAUSE_MS });
}

document.addEventListener("visibilitychange", () => {
  if (isDemo) return;
  if (document.hidden) return staysOpen() ? undefined : stop();
  if (held.source?.readyState === EventSource.OPEN) return;
  if (held.lastId === null) tell("poll"); // no event to go on from: ask
  open();
});
