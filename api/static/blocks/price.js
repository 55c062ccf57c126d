// Candles with EMAs, entries and exits, and what the open position's stop and target are.

import { drawPrice } from "../charts/plotly_charts.js";
import { make } from "../page/dom.js";
import { store } from "../page/store.js";

export const definition = {
  name: "price", title: () => `Price${store.get("status")?.symbol ? ` · ${store.get("status").symbol}` : ""}`, short: "Price",
  about: "candles, averages, entries and exits", place: "main", first: true, views: ["portfolio", "symbol"],
  asks: (address) => [address.query("/candles", { limit: 400 }), address.query("/trades", { limit: 500 })],
  again: ["candle", "trade"], isEmpty: ([candles]) => candles.length === 0, draw,
};

function draw(body, [candles, trades]) {
  const chart = body.querySelector(".chart") ?? make("div", { class: "chart", role: "img", "aria-label": "Candles with EMAs and the bot's entries and exits" });
  if (!chart.isConnected) body.replaceChildren(chart);
  drawPrice(chart, candles, trades, store.get("status"));
}
