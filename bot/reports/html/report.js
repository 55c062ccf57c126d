"use strict";

const byId = (id) => document.getElementById(id);
const paper = matchMedia("print");
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const PAPER_WIDTH = 980; /* A4 landscape within its margins, in CSS pixels */
let printing = false;
let drawn = [];
let logarithmic = false;

async function unpacked(name) {
  const holder = byId(`packed-${name}`);
  if (!holder) return null;
  const bytes = Uint8Array.from(atob(holder.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  holder.remove();
  return new Response(stream).text();
}

/* Charts: a colour is the name of a CSS variable after a $. */

function coloured(part, styles) {
  if (typeof part === "string" && part[0] === "$") return styles.getPropertyValue(`--${part.slice(1)}`).trim();
  if (Array.isArray(part)) return typeof part[0] === "string" && part[0][0] !== "$" ? part : part.map((p) => coloured(p, styles));
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, coloured(value, styles)]));
}

function layoutOf(chart) {
  const axis = { gridcolor: "$line", zerolinecolor: "$edge", linecolor: "$edge", automargin: true };
  const narrow = innerWidth < 500;
  return {
    ...(printing || paper.matches ? { width: PAPER_WIDTH, height: byId(chart.id).clientHeight, autosize: false } : { autosize: true }), paper_bgcolor: "$card", plot_bgcolor: "$card", dragmode: "zoom",
    font: { color: "$ink", family: "system-ui, sans-serif", size: 12 },
    margin: { l: narrow ? 44 : 64, r: 8, t: 8, b: 32 },
    legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", ...(narrow ? { entrywidth: 72, font: { size: 11 } } : {}) }, hovermode: "closest",
    hoverlabel: { bgcolor: "$card", bordercolor: "$edge", font: { color: "$ink" } },
    ...chart.layout,
    xaxis: { type: "date", rangeslider: { visible: false }, ...axis, ...chart.layout.xaxis, ...(chart.range ? { range: chart.range } : {}) },
    yaxis: { ...axis, fixedrange: true, ...chart.layout.yaxis, ...(isLogarithmic(chart) ? { type: "log" } : {}) },
  };
}

const isLogarithmic = (chart) => logarithmic && Boolean(chart.multiplies);

const CONFIG = { displaylogo: false, responsive: true, displayModeBar: false, doubleClick: false };

function draw(chart) {
  const styles = getComputedStyle(document.documentElement);
  return Plotly.react(byId(chart.id), coloured(tracesOf(chart), styles), coloured(layoutOf(chart), styles), CONFIG);
}

const drawAll = () => Promise.all(drawn.map(draw));

/* Of candles and trades as many as a screen can show, from the part that is looked at. */

const MOST_BARS = 800, MOST_TRADES = 300;
const chartOf = (id) => drawn.find((chart) => chart.id === id);

/* The first place in an ascending column whose value is not before `wanted`. */
function placeOf(column, wanted) {
  let low = 0, high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle] < wanted) low = middle + 1; else high = middle;
  }
  return low;
}

function stretches(from, to, most) {
  const size = Math.max(1, Math.ceil((to - from) / most)), found = [];
  for (let at = from; at < to; at += size) found.push([at, Math.min(at + size, to)]);
  return found;
}

function barSpan() {
  const { bars, range } = chartOf("chart-price");
  if (!range) return [0, bars.x.length];
  return [Math.max(0, placeOf(bars.x, range[0]) - 1), placeOf(bars.x, range[1])];
}

/* The place of the extreme value of a column in a stretch; a null is none. */
function extreme(column, from, to, sign) {
  let best = -1;
  for (let at = from; at < to; at++)
    if (column[at] !== null && (best < 0 || sign * column[at] > sign * column[best])) best = at;
  return best;
}

function spread(column, parts) {
  const rows = new Set();
  for (const [from, to] of parts) for (const sign of [-1, 1]) rows.add(extreme(column, from, to, sign));
  rows.delete(-1);
  return [...rows].sort((a, b) => a - b);
}

function lineTrace(name, x, y, color, dash = "solid") {
  return { type: "scatter", mode: "lines", name, x, y, line: { color, dash, width: 1.6 } };
}

function tracesBelow() {
  const { bars, below } = chartOf("chart-price");
  return below.map((line) => {
    const rows = spread(line.y, stretches(...barSpan(), MOST_BARS));
    return lineTrace(line.name, rows.map((r) => bars.x[r]), rows.map((r) => line.y[r]), line.color, line.dash);
  });
}

function priceTraces(chart) {
  const bars = chart.bars, parts = stretches(...barSpan(), MOST_BARS);
  const firsts = parts.map(([from]) => from), lasts = parts.map(([, to]) => to - 1);
  const at = (column, rows) => rows.map((row) => bars[column][row]);
  const x = at("x", firsts);
  const grey = { line: { color: "$edge", width: 1 } };
  const candles = {
    type: "candlestick", name: "Price", x, open: at("open", firsts), close: at("close", lasts),
    high: parts.map(([from, to]) => bars.high[extreme(bars.high, from, to, 1)]),
    low: parts.map(([from, to]) => bars.low[extreme(bars.low, from, to, -1)]),
    increasing: grey, decreasing: { ...grey, fillcolor: "$edge" },
  };
  const lines = chart.lines.map((line) =>
    lineTrace(line.name, x, lasts.map((row) => line.y[row]), line.color, line.dash));
  return [candles, ...lines, ...tradeTraces(chart, parts.length ? parts[0][1] - parts[0][0] : 1)];
}

function tradeTraces(chart, perBar) {
  const trades = chart.trades, range = chart.range || ["", "~"];
  const from = placeOf(trades.left, range[0]), to = placeOf(trades.entered, range[1]);
  const rows = to - from <= MOST_TRADES
    ? Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k)
    : spread(trades.pnl, stretches(from, to, MOST_TRADES / 2));
  note(perBar, rows.length, Math.max(0, to - from));
  const level = (name, column, color) => lineTrace(name,
    rows.flatMap((r) => [trades.entered[r], trades.ended[r], null]),
    rows.flatMap((r) => [trades[column][r], trades[column][r], null]), color, "dot");
  const marks = (name, symbol, color, time, price, chosen) => {
    const kept = rows.filter(chosen);
    return { type: "scatter", mode: "markers", name, x: kept.map((r) => trades[time][r]), y: kept.map((r) => trades[price][r]),
      marker: { symbol, color, size: 10, line: { color: "$card", width: 1 } } };
  };
  return [
    level("Stops", "stop", "$stop"), level("Targets", "target", "$target"),
    marks("Entry, long", "triangle-up", "$up", "entered", "entry", (r) => trades.side[r] > 0),
    marks("Entry, short", "triangle-down", "$down", "entered", "entry", (r) => trades.side[r] < 0),
    marks("Exit, gain", "circle", "$up", "left", "exit", (r) => trades.pnl[r] > 0),
    marks("Exit, no gain", "x", "$down", "left", "exit", (r) => trades.pnl[r] <= 0),
  ].filter((trace) => trace.x.length);
}

function note(perBar, shown, all) {
  const said = [];
  if (perBar > 1) said.push(`A bar stands for ${perBar} candles here, from their lowest low to their highest high.`);
  if (shown < all) said.push(`${shown} of ${all.toLocaleString("en")} trades of this time are drawn, of every stretch the best and the worst; the table has them all.`);
  if (said.length) said.push("Zoom in to see more.");
  byId("price-note").textContent = said.join(" ");
}

function tracesOf(chart) {
  if (chart.id === "chart-price") chart.data = priceTraces(chart);
  if (chart.id === "chart-rsi") chart.data = tracesBelow();
  return chart.data;
}

/* One range of time for all charts that have time on their axis. */

const timed = () => drawn.filter((chart) => !(chart.layout.xaxis && chart.layout.xaxis.type));
const asTime = (x) => new Date(Math.round(x)).toISOString().slice(0, 19);
const moment = (text) => Date.parse(String(text).replace(" ", "T").replace(/Z?$/, "Z"));

function wholeSpan() {
  const x = chartOf("chart-price").bars.x;
  const step = x.length > 1 ? moment(x[1]) - moment(x[0]) : 3.6e6;
  return [moment(x[0]) - step, moment(x[x.length - 1]) + step];
}

function shownSpan() {
  const range = timed()[0].range;
  return range ? range.map(moment) : wholeSpan();
}

function show(from, to) {
  const [first, last] = wholeSpan();
  const whole = from <= first && to >= last;
  timed().forEach((chart) => {
    chart.range = whole ? [asTime(first), asTime(last)] : [asTime(from), asTime(to)];
    tracesOf(chart);
    fit(chart, whole);
  });
  return Promise.all(timed().map(draw));
}

/* The height of what is shown, not of all that there is. */
function fit(chart, whole) {
  if (chart.fixed === undefined) chart.fixed = Boolean(chart.layout.yaxis.range);
  if (chart.fixed) return;
  delete chart.layout.yaxis.range;
  if (whole) return;
  const [from, to] = chart.range;
  const scaled = isLogarithmic(chart) ? Math.log10 : (value) => value;
  let low = Infinity, high = -Infinity;
  for (const trace of chart.data) {
    const lows = trace.low || trace.y, highs = trace.high || trace.y;
    trace.x.forEach((x, k) => {
      if (x === null || x < from || x > to || lows[k] === null) return;
      const least = scaled(lows[k]), most = scaled(highs[k]);
      if (Number.isFinite(least) && least < low) low = least;
      if (Number.isFinite(most) && most > high) high = most;
    });
  }
  const pad = (high - low || Math.abs(high) || 1) * 0.05;
  if (high >= low) chart.layout.yaxis.range = [low - pad, high + pad];
}

const DAY = 86400e3;
const RANGES = {
  all: () => wholeSpan(),
  month: () => [wholeSpan()[1] - 31 * DAY, wholeSpan()[1]],
  quarter: () => [wholeSpan()[1] - 92 * DAY, wholeSpan()[1]],
  year: () => [wholeSpan()[1] - 366 * DAY, wholeSpan()[1]],
  in: ([a, b]) => [a + (b - a) / 4, b - (b - a) / 4],
  out: ([a, b]) => [a - (b - a) / 2, b + (b - a) / 2],
  back: ([a, b]) => [a - (b - a) / 2, b - (b - a) / 2],
  on: ([a, b]) => [a + (b - a) / 2, b + (b - a) / 2],
};

function listen(chart) {
  const element = byId(chart.id);
  element.on("plotly_relayout", (change) => {
    if (change["xaxis.range[0]"] !== undefined && timed().includes(chart)) show(moment(change["xaxis.range[0]"]), moment(change["xaxis.range[1]"]));
  });
  element.on("plotly_doubleclick", () => { if (timed().includes(chart)) show(...wholeSpan()); });
}

/* On paper the charts are light and as wide as the sheet, whatever the screen is. */
function listenToPrinter() {
  let chosen;
  addEventListener("beforeprint", () => {
    printing = true;
    chosen = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "light";
    drawAll();
  });
  addEventListener("afterprint", () => {
    printing = false;
    if (chosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    drawAll();
  });
  paper.addEventListener("change", drawAll);
}

/* Trades: a heading sorts by its column, stably. */

function keyOf(row, column, numeric) {
  const shown = row.cells[column].textContent;
  if (!numeric) return shown;
  const value = parseFloat(shown.replace(/,/g, ""));
  return Number.isNaN(value) ? -Infinity : value;
}

function sortBy(heading) {
  const table = heading.closest("table"), body = table.tBodies[0];
  const column = heading.cellIndex, numeric = heading.dataset.kind === "number";
  const descending = heading.getAttribute("aria-sort") === "ascending";
  const keyed = Array.from(body.rows, (row) => [keyOf(row, column, numeric), row]);
  keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0) * (descending ? -1 : 1));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
  body.append(...keyed.map(([, row]) => row));
}

async function start() {
  const table = byId("trade-table");
  if (table) {
    const rows = await unpacked("trades");
    if (rows !== null) table.tBodies[0].innerHTML = rows;
    for (const button of table.querySelectorAll("thead button")) button.addEventListener("click", () => sortBy(button.closest("th")));
  }
  byId("theme").addEventListener("click", () => {
    const chosen = document.documentElement.dataset.theme;
    const dark = chosen ? chosen === "dark" : systemDark.matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    drawAll();
  });
  const plotly = document.createElement("script");
  plotly.textContent = await unpacked("plotly");
  document.head.append(plotly);
  drawn = JSON.parse(await unpacked("charts"));
  if (chartOf("chart-price")) timed().forEach((chart) => { chart.range = wholeSpan().map(asTime); });
  await drawAll();
  drawn.forEach(listen);
  for (const button of document.querySelectorAll("[data-range]"))
    button.addEventListener("click", () => show(...RANGES[button.dataset.range](shownSpan())));
  const scale = byId("scale");
  if (scale) scale.addEventListener("click", () => {
    logarithmic = !logarithmic;
    scale.setAttribute("aria-pressed", logarithmic);
    show(...shownSpan());
  });
  systemDark.addEventListener("change", drawAll);
  listenToPrinter();
  document.documentElement.dataset.drawn = "yes";
}

start().catch((error) => {
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  told.textContent = `The charts could not be drawn: ${error.message}. The tables are complete.`;
  byId("main").prepend(told);
});
