// What a person may say to the bot: each says first what happens, and afterwards what the bot did.

import { button, make, moment, writeTimes } from "../page/dom.js";
import { get } from "../page/service.js";
import { COMMANDS, UNREAD } from "./controls/commands.js";
import { CommandDialog } from "./controls/dialog.js";

const MOST_KEPT = 5;
const outcomes = [];
const bar = make("div", { class: "buttons" });
const lines = make("ul", { class: "outcomes" });
const said = make("div", { role: "status", "aria-label": "What the bot did" }, lines);
let shown = null;

/** Open the dialog that closes the position of a symbol. */
const askToClose = (symbol) => ask("close", symbol);

/** Look at what is held now, then ask; what cannot be read is said, and keeps nobody from a command. */
async function ask(name, symbol = null) {
  const look = (path) => get(path).then(({ value }) => value, () => null);
  const [positions, status] = await Promise.all([look("/positions"), look("/status")]);
  const situation = { symbol, positions, mode: status === null ? UNREAD : status.mode };
  new CommandDialog(name, situation, (sentences) => keep(name, symbol, sentences)).open();
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
  const open = positions?.filter(isShown).map((position) => position.symbol) ?? null;
  const wanted = JSON.stringify([risk?.state, open]);
  if (wanted !== shown) bar.replaceChildren(...states(risk?.state), ...closes(open));
  shown = wanted;
  if (bar.parentElement !== body) body.replaceChildren(bar, said);
  writeTimes(lines);
}

/** What fits the trading state; where that could not be read, all. */
function states(state) {
  const fits = { pause: state === "ACTIVE", resume: state !== "ACTIVE", halt: state !== "HALTED" };
  const names = Object.keys(fits).filter((name) => state === undefined || fits[name]);
  return names.map((name) => button(`${COMMANDS[name].title()}…`, () => ask(name)));
}

function closes(open) {
  const all = button(`${COMMANDS.close_all.title()}…`, () => ask("close_all"));
  if (open === null) return [all];
  if (open.length === 0) return [];
  if (open.length === 1) return [button(`Close ${open[0]}…`, () => askToClose(open[0]))];
  const choice = make("select", { "aria-label": "Position to close" }, ...open.map((symbol) => make("option", {}, symbol)));
  return [make("span", { class: "choice" }, choice, button("Close…", () => askToClose(choice.value))), all];
}

export const definition = {
  name: "controls",
  title: "Controls",
  about: "pause, resume, close and halt",
  place: "side",
  views: ["portfolio", "symbol"],
  asks: () => ["/risk", "/positions"],
  core: 0,
  on: {
    risk: ([, positions], risk) => [risk, positions],
    positions: ([risk], positions) => [risk, positions],
  },
  isEmpty: ([risk, positions]) => risk?.as_of === null && positions?.length === 0,
  empty: () => "There is no bot yet that anything could be said to.",
  draw,
};
