// What a person may say to the bot: each says first what happens, and afterwards what the bot did.

import { button, make, moment } from "../page/dom.js";
import { get } from "../page/service.js";
import { COMMANDS } from "./controls/commands.js";
import { CommandDialog } from "./controls/dialog.js";

const MOST_KEPT = 5;
const outcomes = [];
const bar = make("div", { class: "buttons" });
const lines = make("ul", { class: "outcomes" });
const said = make("div", { role: "status", "aria-label": "What the bot did" }, lines);
let shown = null;

/** Open the dialog that closes the position of a symbol. */
const askToClose = (symbol) => ask("close", symbol);

/** Look at what is held now, then ask. */
async function ask(name, symbol = null) {
  try {
    const [positions, status] = await Promise.all([get("/positions"), get("/status")]);
    const situation = { symbol, positions: positions.value, mode: status.value.mode };
    new CommandDialog(name, situation, (sentences) => keep(name, symbol, sentences)).open();
  } catch (error) {
    keep(name, symbol, [`not asked: ${error.message}`]);
  }
}

function keep(name, symbol, sentences) {
  outcomes.unshift({ at: new Date().toISOString(), title: COMMANDS[name].title(symbol), sentences });
  outcomes.length = Math.min(outcomes.length, MOST_KEPT);
  lines.replaceChildren(...outcomes.map(outcome));
}

function outcome({ at, title, sentences }) {
  return make("li", {}, moment(at, { what: "clock", class: "soft" }), " ",
    make("span", { class: "strong" }, `${title}: `), sentences.join("; "));
}

/** The buttons are made anew only where there are others: a click or the focus is never lost to a price. */
function draw(body, [risk, positions], { address }) {
  const isShown = (position) => !position.closing && (!address.symbol || position.symbol === address.symbol);
  const open = positions.filter(isShown).map((position) => position.symbol);
  const wanted = JSON.stringify([risk.state, open]);
  if (wanted !== shown) bar.replaceChildren(...states(risk.state), ...closes(open));
  shown = wanted;
  if (bar.parentElement !== body) body.replaceChildren(bar, said);
}

function states(state) {
  const names = [state === "ACTIVE" ? "pause" : "resume", ...(state === "HALTED" ? [] : ["halt"])];
  return names.map((name) => button(`${COMMANDS[name].title()}…`, () => ask(name)));
}

function closes(open) {
  if (open.length === 0) return [];
  if (open.length === 1) return [button(`Close ${open[0]}…`, () => askToClose(open[0]))];
  const choice = make("select", { "aria-label": "Position to close" }, ...open.map((symbol) => make("option", {}, symbol)));
  return [make("span", { class: "choice" }, choice, button("Close…", () => askToClose(choice.value))),
    button(`${COMMANDS.close_all.title()}…`, () => ask("close_all"))];
}

export const definition = {
  name: "controls",
  title: "Controls",
  about: "pause, resume, close and halt",
  place: "side",
  views: ["portfolio", "symbol"],
  asks: () => ["/risk", "/positions"],
  on: {
    risk: ([, positions], risk) => [risk, positions],
    positions: ([risk], positions) => [risk, positions],
  },
  isEmpty: ([risk, positions]) => risk.as_of === null && positions.length === 0,
  empty: () => "There is no bot yet that anything could be said to.",
  draw,
};
