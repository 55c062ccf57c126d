// Equity of the whole account against buying and holding, and its depth under the peak.

import { EquityChart } from "../charts/equity_chart.js";
import { make } from "../page/dom.js";
import { DASH, money, signed } from "../page/format.js";
import { store } from "../page/store.js";
import { any } from "./parts.js";

const POINTS = 2000;
const charts = new WeakMap();

export const definition = {
  name: "equity",
  title: "Equity",
  about: "equity of all symbols against buying and holding, and how deep it is under its peak",
  place: "main",
  views: ["portfolio"],
  asks: () => `/portfolio/equity?max_points=${POINTS}`,
  again: { candle: any, trade: any },
  empty: () => "The equity curve begins with the first candle that closes.",
  draw(body, points, page) {
    if (body.children.length === 0) {
      const element = make("div", { class: "low" });
      body.replaceChildren(make("p", { class: "soft" }), element);
      charts.get(body)?.destroy();
      charts.set(body, new EquityChart(element, { onRange: (range) => page.address.set({ range }) }));
    }
    body.firstChild.textContent = inWords(points, (store.get("performance") ?? store.get("status"))?.initial_balance);
    charts.get(body).show({ runs: [{ name: "account", points }], range: page.address.range });
  },
};

/** "last 10,042.00 (▲ +0.42 %) · start … · highest … · lowest …" */
function inWords(points, start) {
  const values = points.map((point) => point.equity).filter((value) => value !== null);
  if (values.length === 0) return DASH;
  const [last, low, high] = [values.at(-1), Math.min(...values), Math.max(...values)];
  const change = start ? signed((last / start - 1) * 100) : DASH;
  return `last ${money(last)} (${change}) · start ${money(start)} · highest ${money(high)} · lowest ${money(low)}`;
}
