// Price and equity, drawn by the Plotly that this origin serves.

import { DASH, money, pnl, price, signed } from "../page/format.js";
import { colour } from "../page/theme.js";

const CONFIG = { displaylogo: false, responsive: true, displayModeBar: false, scrollZoom: false };
const LABEL_PIXELS = 100;

function layout(extra = {}) {
  const axis = { gridcolor: colour("line"), linecolor: colour("line"), zeroline: false, automargin: true };
  return {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: colour("soft"), size: 12, family: "system-ui, sans-serif" },
    margin: { l: 8, r: 8, t: 8, b: 8 },
    hovermode: "x",
    dragmode: "zoom",
    showlegend: true,
    legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
    yaxis: { ...axis, side: "right", fixedrange: false },
    uirevision: "kept", // a refresh keeps the reader's zoom
    ...extra,
    xaxis: { ...axis, type: "date", rangeslider: { visible: false }, nticks: 6, ...extra.xaxis },
  };
}

/** Candles with EMAs, entries and exits, and the open position's stop and target. */
export function drawPrice(element, points, trades, status) {
  const times = points.map((point) => point.open_time);
  const column = (name) => points.map((point) => point[name]);
  const candles = {
    type: "candlestick", name: "candles", x: times, showlegend: false,
    open: column("open"), high: column("high"), low: column("low"), close: column("close"),
    increasing: { line: { color: colour("up"), width: 1 }, fillcolor: colour("card") },
    decreasing: { line: { color: colour("down"), width: 1 }, fillcolor: colour("down") },
  };
  const line = (name, label, dash) => ({
    type: "scatter", mode: "lines", name: label, x: times, y: column(name),
    line: { width: 1.5, dash, color: colour(dash === "solid" ? "ink" : "soft") }, hoverinfo: "skip",
  });
  const emas = [line("ema_fast", "EMA fast", "solid"), line("ema_slow", "EMA slow", "dash")];
  const held = status?.position ? status : null;
  const levels = openLevels(held);
  window.Plotly.react(
    element,
    [candles, ...emas, ...tradeMarks(times, trades, held)],
    layout({ shapes: levels, uirevision: held?.symbol ?? "kept", xaxis: axisWithRoom(element, times, levels) }),
    CONFIG,
  );
}

/** Room right of the last candle, as wide as the labels of the levels need. */
function axisWithRoom(element, times, levels) {
  if (levels.length === 0 || times.length < 2 || element.clientWidth < 200) return {};
  const [first, last] = [Date.parse(times[0]), Date.parse(times.at(-1))];
  const room = Math.min(LABEL_PIXELS, element.clientWidth / 4);
  const share = room / Math.max(element.clientWidth - 60 - room, room);
  const edge = new Date(last + (last - first) * share).toISOString();
  return { autorangeoptions: { include: edge } };
}

function tradeMarks(times, trades, held) {
  const first = times[0] ?? "";
  const closed = trades.filter((trade) => trade.exit_time >= first);
  const entries = closed.filter((trade) => trade.entry_time >= first).map((trade) => ({
    at: trade.entry_time, price: trade.entry_price, buy: trade.direction === "LONG",
    text: `${trade.direction} entry ${price(trade.entry_price)}`,
  }));
  const exits = closed.map((trade) => ({
    at: trade.exit_time, price: trade.exit_price, buy: trade.direction !== "LONG",
    text: `exit ${price(trade.exit_price)} (${trade.exit_reason})<br>P&L ${pnl(trade.pnl)}`,
  }));
  if (held?.entry_time && held.entry_time >= first) {
    entries.push({
      at: held.entry_time, price: held.entry_price, buy: held.position === "LONG",
      text: `${held.position} entry ${price(held.entry_price)} (open)`,
    });
  }
  return [marks("entry", entries, ""), marks("exit", exits, "-open")];
}

function marks(name, list, suffix) {
  return {
    type: "scatter", mode: "markers", name: name === "entry" ? "▲▼ entry" : "△▽ exit",
    x: list.map((mark) => mark.at), y: list.map((mark) => mark.price),
    text: list.map((mark) => mark.text), hovertemplate: "%{text}<extra></extra>",
    marker: {
      size: 11,
      symbol: list.map((mark) => (mark.buy ? "triangle-up" : "triangle-down") + suffix),
      color: list.map((mark) => colour(mark.buy ? "up" : "down")),
      line: { width: suffix ? 2 : 1.5, color: suffix ? undefined : colour("card") },
    },
  };
}

function openLevels(held) {
  if (!held || held.position === "FLAT") return [];
  const level = (at, dash, text, tone) => at === null ? null : {
    type: "line", xref: "paper", x0: 0, x1: 1, y0: at, y1: at,
    line: { color: colour(tone), width: 1.2, dash },
    label: { text: `${text} ${price(at)}`, textposition: "end", padding: 2, font: { color: colour(tone), size: 11 } },
  };
  return [
    level(held.entry_price, "solid", "entry", "soft"),
    level(held.stop_price, "dot", "stop", "down"),
    level(held.target_price, "dot", "target", "up"),
  ].filter((shape) => shape !== null);
}

/** The equity curve over the initial balance. */
export function drawEquity(element, points, start) {
  const curve = {
    type: "scatter", mode: "lines", name: "equity", x: points.map((point) => point.timestamp),
    y: points.map((point) => point.equity), line: { color: colour("accent"), width: 1.8 },
    hovertemplate: "%{y:,.2f}<extra>equity</extra>",
  };
  const shapes = typeof start !== "number" ? [] : [{
    type: "line", xref: "paper", x0: 0, x1: 1, y0: start, y1: start,
    line: { color: colour("soft"), width: 1, dash: "dot" },
  }];
  window.Plotly.react(element, [curve], layout({ shapes, showlegend: false }), CONFIG);
}

/** "last 10,042.00 (▲ +0.42 %) · start … · highest … · lowest …" of an equity curve. */
export function equityWords(points, start) {
  const values = points.map((point) => point.equity).filter((value) => value !== null);
  if (values.length === 0) return DASH;
  const last = values.at(-1);
  const change = start ? signed((last / start - 1) * 100) : DASH;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `last ${money(last)} (${change}) · start ${money(start)} · highest ${money(high)} · lowest ${money(low)}`;
}
