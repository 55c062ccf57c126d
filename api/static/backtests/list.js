// All backtests that are kept: how far they are, what came out, and what can be done with them.

import { address } from "../page/address.js";
import { button, make, moment, table } from "../page/dom.js";
import { DASH, number, percent, signed, tone } from "../page/format.js";
import { store } from "../page/store.js";
import { MOST, choose, chosen, isChosen, toggle } from "./chosen.js";
import { askToRemove, askToRename, cancel } from "./doing.js";
import { nameOf, rangeOf, sourceOf, stateOf } from "./words.js";

const LOOK_AGAIN_MS = 1000;
const order = { by: null, down: true };
let looking = null;
let latest = [];
let lookAgain = null;

export const definition = {
  name: "backtests",
  title: "Backtests",
  about: "backtests that were run, to open and to compare",
  place: "top",
  views: ["backtests"],
  first: true,
  ownAge: true,
  asks: () => "/backtests",
  isEmpty: () => false,
  draw,
};

store.on("backtest_started", () => lookAgain?.());

function draw(body, backtests, page) {
  lookAgain = () => page.refresh();
  openStarted(backtests);
  latest = backtests;
  if (backtests.length === 0) {
    page.freshness.note = null; // the service says how a script starts one
    return body.replaceChildren(make("p", { class: "soft" }, "None yet: start one above."));
  }
  body.replaceChildren(table({ caption: "Backtests", columns: columns(page), rows: backtests, sort: order }), hint());
  if (latest.some(isUnfinished)) watch(page);
}

/** What was started on this page is opened once it is done, unless another one is open. */
function openStarted(backtests) {
  const started = backtests.find(({ id }) => id === store.get("backtest_started"));
  if (!started || isUnfinished(started)) return;
  store.clear("backtest_started");
  if (started.state === "done" && chosen().length === 0) choose([started.id]);
}

const isUnfinished = ({ state }) => state === "queued" || state === "running";

/** Look again as long as one is unfinished: an answer that stays the same draws nothing. */
function watch(page) {
  clearTimeout(looking);
  looking = setTimeout(async () => {
    if (!document.hidden && page.block.isShown) await page.refresh();
    if (latest.some(isUnfinished)) watch(page);
  }, LOOK_AGAIN_MS);
}

const hint = () => make("p", { class: "soft" }, `Open one, or choose several, at most ${MOST}, to lay them beside each other. The newest hundred are kept; one with a note is never removed to make room.`);

function columns(page) {
  return [
    { name: "Compare", of: (row) => checkbox(row), value: (row) => (isChosen(row.id) ? 1 : 0) },
    { name: "Note", of: (row) => row.note ?? DASH, value: (row) => row.note },
    { name: "Symbol", of: (row) => row.symbol },
    { name: "Timeframe", of: (row) => row.timeframe },
    { name: "Candles", of: (row) => make("span", { title: row.candles ? `${number(row.candles)} candles` : "" }, rangeOf(row)), value: (row) => row.first },
    { name: "Source", title: "where the candles come from", of: sourceOf },
    { name: "Return", number: true, of: (row) => figure(row.total_return_pct, signed), value: (row) => row.total_return_pct },
    { name: "Sharpe", number: true, title: "sharpe_ratio, annualized", of: (row) => number(row.sharpe_ratio, 4), value: (row) => row.sharpe_ratio },
    { name: "Trades", number: true, of: (row) => number(row.trades), value: (row) => row.trades },
    { name: "State", of: (row) => progress(row), value: (row) => row.state },
    { name: "Asked for", of: (row) => moment(row.at), value: (row) => row.at },
    { name: "Do", wide: true, of: (row) => actions(row, page), value: () => null },
  ];
}

const figure = (value, write) => make("span", { class: tone(value) }, write(value));

function checkbox(row) {
  const box = make("input", { type: "checkbox", class: "b-choose", value: row.id, "data-done": row.state === "done" ? "yes" : "" });
  mark(box);
  box.addEventListener("change", () => toggle(row.id));
  return make("label", { class: "b-check" }, box, make("span", { class: "hidden-text" }, `Compare ${nameOf(row)}`));
}

function open(row) {
  choose([row.id]);
  document.getElementById("backtest_report").scrollIntoView();
}

function mark(box) {
  box.checked = isChosen(box.value);
  box.disabled = !box.dataset.done || (!box.checked && chosen().length >= MOST);
}

address.onChange((changed) => changed.includes("compare") && document.querySelectorAll(".b-choose").forEach(mark));

function progress(row) {
  if (row.state === "failed") return make("span", {}, make("strong", {}, "failed: "), row.error ?? DASH);
  if (row.state !== "running") return stateOf(row);
  const meter = make("progress", { max: "1", value: String(row.progress), "aria-label": `Progress of ${nameOf(row)}` });
  return make("span", { class: "b-progress" }, meter, ` ${percent(row.progress * 100, 0)}, ${stateOf(row)}`);
}

function actions(row, page) {
  const refresh = () => page.refresh();
  const of = (name) => ({ "aria-label": `${name} ${nameOf(row)}`, class: "quiet" });
  if (isUnfinished(row)) return button("Cancel", () => cancel(row, refresh), of("Cancel"));
  return make("span", { class: "b-actions" },
    row.state === "done" ? button("Open", () => open(row), of("Open")) : null,
    button("Name", () => askToRename(row, refresh), of("Name")),
    button("Delete", () => askToRemove(row, refresh), of("Delete")));
}
