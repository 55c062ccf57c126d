// What is held of all symbols, whichever the page shows: for the title, for notices, for what a decision will do.

import { get } from "./service.js";
import { store } from "./store.js";
import { stream } from "./stream.js";

const held = { turn: 0, sides: null };

/**
 * Keep the open positions of all symbols in `store.positions`, and in `store.sides` what is held of each symbol:
 * {direction, closing} by its name, set only when one of them changes.
 */
export function followHeld() {
  stream.on("positions", take);
  stream.on("poll", ask);
  stream.on("reset", ask);
  if (!document.hidden) ask(); // else the stream tells it when the tab is looked at
}

/** The {direction, closing} of what is held of a symbol, null where nothing is, undefined while that is not known. */
export function heldOf(symbol) {
  const sides = store.get("sides");
  return sides === undefined ? undefined : sides[symbol] ?? null;
}

async function ask() {
  const turn = ++held.turn;
  try {
    const { value } = await get("/positions");
    if (turn === held.turn) take(value);
  } catch { /* the blocks say that the service is away */ }
}

function take(positions) {
  held.turn += 1; // an answer that was asked for before is older
  store.set("positions", positions);
  const sides = Object.fromEntries(positions.map(({ symbol, direction, closing }) => [symbol, { direction, closing }]));
  const text = JSON.stringify(sides);
  if (text === held.sides) return;
  held.sides = text;
  store.set("sides", sides);
}
