// The page: which block asks what, how often, and what they tell each other.

import { Block, problem, reason } from "./block.js";
import { drawEquity, drawPrice, equityWords } from "./charts.js";
import { make } from "./dom.js";
import { time } from "./format.js";
import { ask as request, isDemo } from "./source.js";
import { drawPlaybook } from "./playbook.js";
import { drawRisk } from "./risk.js";
import { startTheme } from "./theme.js";
import { drawMacro, drawPrediction, drawSignals, drawStatus, drawStrategies } from "./views.js";

const SECOND = 1000;
const shown = { symbol: "", status: null, candles: null, trades: [], equity: null };

const query = (path, more = {}) => {
  const values = new URLSearchParams(more);
  if (shown.symbol) values.set("symbol", shown.symbol);
  const text = values.toString();
  return text ? `${path}?${text}` : path;
};

const blocks = [
  new Block("status", () => query("/status"), (body, status) => {
    const moved = levels(shown.status) !== levels(status);
    shown.status = status;
    showMode(status.mode);
    drawStatus(body, status);
    if (moved) redrawPrice();
  }, 2 * SECOND),
  new Block("price", () => query("/candles", { limit: innerWidth < 600 ? 100 : 400 }), async (body, answer) => {
    shown.candles = answer;
    shown.trades = await recentTrades();
    redrawPrice();
  }, 5 * SECOND),
  new Block("equity", () => query("/equity", { max_points: 1000 }), (body, answer) => {
    shown.equity = answer;
    redrawEquity();
  }, 10 * SECOND),
  new Block("signals", () => query("/signals", { limit: 60 }), drawSignals, 5 * SECOND),
  new Block("prediction", () => query("/ai/prediction"), drawPrediction, 5 * SECOND),
  new Block("macro", () => query("/macro/insights"), drawMacro, 10 * SECOND),
  new Block("risk", () => "/risk", drawRisk, 5 * SECOND),
  new Block("strategies", () => "/portfolio/strategies", (body, answer) => {
    offerSymbols(answer.items.map((item) => item.symbol));
    drawStrategies(body, answer);
  }, 10 * SECOND),
  new Block("playbook", () => "/portfolio/playbook", drawPlaybook, 30 * SECOND),
];

/** What the price chart draws of the status; it is drawn anew only when this changes. */
function levels(status) {
  return JSON.stringify([status?.symbol, status?.position, status?.entry_time, status?.stop_price, status?.target_price]);
}

async function recentTrades() {
  const response = await request(query("/trades", { limit: 500 }));
  if (!response.ok) throw new Error(problem(await response.text(), response.status));
  return (await response.json()).items;
}

function chartIn(name, label, low = "") {
  const body = document.querySelector(`[data-block="${name}"] .body`);
  const found = body.querySelector(".chart");
  if (found) return found;
  const chart = make("div", { class: `chart ${low}`, role: "img", "aria-label": label });
  body.replaceChildren(chart);
  return chart;
}

function emptied(name) {
  document.querySelector(`[data-block="${name}"] .body`).replaceChildren();
}

function redrawPrice() {
  if (!shown.candles) return;
  if (shown.candles.points.length === 0) return emptied("price");
  const label = "Candles with EMAs and the bot's entries and exits";
  drawPrice(chartIn("price", label), shown.candles, shown.trades, shown.status);
}

function redrawEquity() {
  if (!shown.equity) return;
  if (shown.equity.points.length === 0) return emptied("equity");
  const chart = chartIn("equity", "Equity at each candle's close", "low");
  drawEquity(chart, shown.equity);
  const words = chart.parentElement.querySelector(".words") ?? make("p", { class: "words soft" });
  words.textContent = equityWords(shown.equity);
  chart.before(words);
}

function showMode(mode) {
  const badge = document.getElementById("mode");
  badge.textContent = mode ?? "NO BOT YET";
  badge.classList.toggle("none", !mode);
  badge.classList.toggle("real", mode === "LIVE");
}

function offerSymbols(symbols) {
  const choice = document.getElementById("symbol");
  const offered = [...choice.options].map((option) => option.value);
  if (symbols.join("\n") !== offered.join("\n")) {
    choice.replaceChildren(...symbols.map((symbol) => make("option", { value: symbol }, symbol)));
    choice.value = shown.symbol || (shown.status?.symbol ?? symbols[0] ?? "");
  }
  document.getElementById("symbol-choice").hidden = symbols.length < 2;
}

document.getElementById("symbol").addEventListener("change", (event) => {
  Object.assign(shown, { symbol: event.target.value, candles: null, trades: [], equity: null });
  blocks.forEach((block) => block.restart());
});

const QUESTIONS = ["What is the position?", "Why?", "What is at risk?", "What would make you sell?", "How did this week go?", "What about macro and the Fed?"];
const form = document.getElementById("ask");
const field = document.getElementById("question");

/** What an answer rests on, folded. */
function factsOf(facts) {
  if (!facts.length) return [];
  const lines = facts.map(({ name, value, as_of, source }) =>
    make("li", {}, `${name}: ${value} (${source}${as_of ? `, ${time(as_of)} UTC` : ""})`));
  const count = facts.length === 1 ? "1 fact" : `${facts.length} facts`;
  return [make("details", {}, make("summary", { class: "soft" }, count), make("ul", { class: "plain" }, ...lines))];
}

async function ask(question) {
  const said = make("dd", {}, "…");
  const list = document.getElementById("answers");
  list.prepend(make("dt", {}, question), said);
  while (list.children.length > 10) list.lastElementChild.remove();
  try {
    const response = await request(query("/ai/question"), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ question }),
    });
    const text = await response.text();
    said.textContent = response.ok ? JSON.parse(text).answer : problem(text, response.status);
    if (response.ok) said.append(...factsOf(JSON.parse(text).facts ?? []));
  } catch (error) {
    said.textContent = reason(error);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!field.value.trim()) return;
  ask(field.value.trim());
  field.value = "";
});
document.getElementById("suggestions").append(...QUESTIONS.map((question) => {
  const button = make("button", { type: "button" }, question);
  button.addEventListener("click", () => ask(question));
  return button;
}));

document.documentElement.classList.toggle("demo", isDemo);
document.getElementById("demo").hidden = !isDemo;
startTheme(document.getElementById("theme"), () => {
  redrawPrice();
  redrawEquity();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) blocks.forEach((block) => block.refresh());
});
setInterval(() => blocks.forEach((block) => block.tick()), SECOND);
blocks.forEach((block) => block.refresh());
