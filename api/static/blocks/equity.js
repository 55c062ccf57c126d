// The account's equity at each candle's close.

import { drawEquity, equityWords } from "../charts/plotly_charts.js";
import { make } from "../page/dom.js";
import { store } from "../page/store.js";

export const definition = {
  name: "equity", title: "Equity", about: "the account at each candle's close", place: "main", views: ["portfolio", "symbol"],
  asks: (address) => address.query("/equity", { max_points: 1000 }), again: ["candle", "trade"], draw,
};

function draw(body, points) {
  const start = store.get("status")?.initial_balance;
  const chart = body.querySelector(".chart") ?? make("div", { class: "chart low", role: "img", "aria-label": "Equity at each candle's close" });
  if (!chart.isConnected) body.replaceChildren(make("p", { class: "soft words" }), chart);
  body.querySelector(".words").textContent = equityWords(points, start);
  drawEquity(chart, points, start);
}
