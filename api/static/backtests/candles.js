// The candles of a backtest, as its report page has them packed: no other record of them is kept.

import { get, isDemo } from "../page/service.js";

const NONE = "The report of this backtest holds no candles.";

/** Bars {open_time, open, high, low, close} with the strategy's two averages, oldest first. */
export async function candlesOf(id) {
  if (isDemo) return (await get("/candles")).value;
  const response = await fetch(`/backtests/${id}/report`);
  if (!response.ok) throw new Error(`The candles could not be read: the service answered ${response.status}.`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html"); // parsed, never run
  const packed = page.getElementById("packed-charts")?.textContent;
  if (!packed) throw new Error(NONE);
  const price = JSON.parse(await unpacked(packed)).find((chart) => chart.id === "chart-price");
  if (!price) throw new Error(NONE);
  return rows(price);
}

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

function rows({ bars, lines, below }) {
  const value = (line, index) => line?.y[index] ?? null;
  return bars.x.map((text, index) => ({
    open_time: `${text}Z`,
    open: bars.open[index], high: bars.high[index], low: bars.low[index], close: bars.close[index], volume: null,
    ema_fast: value(lines[0], index), ema_slow: value(lines[1], index), rsi: value(below[0], index),
  }));
}
