// One backtest with all that it came to: figures, price and equity, trades, config, costs, candles.

import { settingName, settingValue } from "../blocks/settings.js";
import { PriceChart } from "../charts/price_chart.js";
import { make, moment, pairs, tile } from "../page/dom.js";
import { DASH, money, number, percent, tone, words } from "../page/format.js";
import { candlesOf } from "./candles.js";
import { equityPoints } from "./equity.js";
import { tradesPart } from "./trades.js";
import { MAIN_FIGURES, nameOf, rangeOf, sourceOf } from "./words.js";

const COLOURED = new Set(["total_pnl_pct", "total_pnl"]);

/** {parts, show(), destroy()} of a run {id, backtest, document}. */
export function whole({ id, backtest, document }) {
  const place = make("div", {});
  const chart = new PriceChart(place, { onTrade: (trade) => trades.open(trade) });
  const trades = tradesPart(document.trades, (trade) => chart.showTrade(trade));
  return {
    parts: [
      make("p", {}, make("strong", {}, nameOf(backtest)), ` · ${backtest.symbol} ${backtest.timeframe} · ${rangeOf(backtest)} · ${sourceOf(backtest)} · `,
        make("a", { href: `/backtests/${id}/report`, target: "_blank", rel: "noopener" }, "Full report"), " · ",
        make("a", { href: `/backtests/${id}/result`, download: `${id}.json` }, "JSON")),
      warnings(document.warnings),
      make("dl", { class: "tiles" }, ...MAIN_FIGURES.map(([name, label, write]) => tile(label, write(document.metrics[name] ?? null), { title: name, tone: COLOURED.has(name) ? tone(document.metrics[name]) : "" }))),
      part("Price and trades", place),
      part(`Trades (${number(document.trades.length)})`, trades.element),
      part("Config", pairs([...Object.entries(document.config), ...Object.entries(document.policy)].map(([name, value]) => [settingName(name), settingValue(name, value)]))),
      part("Costs", costs(document)),
      part("Candles", candles(document.data)),
    ],
    show: () => candlesOf(id).then(
      (bars) => chart.show({ candles: bars, trades: document.trades, equity: equityPoints(document), range: "All" }),
      (error) => place.replaceChildren(make("p", { class: "note problem" }, error.message))),
    destroy: () => chart.destroy(),
  };
}

const part = (title, content) => make("section", { class: "b-part" }, make("h3", {}, title), content);

function warnings(told) {
  if (told.length === 0) return null;
  return make("ul", { class: "plain b-warnings" }, ...told.map((sentence) => make("li", {}, sentence)));
}

function costs({ costs: paid, cost_breakdown: breakdown }) {
  const rows = [["Fee a side", settingValue("fee_pct", paid.fee_pct)], ["Slippage a side", settingValue("slippage_pct", paid.slippage_pct)],
    ...Object.entries(breakdown).filter(([, value]) => typeof value === "number").map(([name, value]) => [words(name), name.includes("_pct_") ? percent(value) : money(value)])];
  return pairs(rows);
}

function candles(data) {
  const written = { first: moment, last: moment, sha256: (value) => make("code", {}, value) };
  return pairs(Object.entries(data).map(([name, value]) => [words(name), (written[name] ?? plain)(value)]));
}

const plain = (value) => (typeof value === "number" ? number(value, 8) : String(value ?? DASH));
