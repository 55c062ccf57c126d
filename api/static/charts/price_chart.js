// Candles with volume and averages, RSI, equity and its depth under water, and the trades on them.

import { moment } from "../page/dom.js";
import { DASH, money, number, percent, price, quantity, words } from "../page/format.js";
import { Chart } from "./chart.js";
import { PANE_TEXTS, candleLegend } from "./legend.js";
import { isSame } from "./marks.js";
import { palette } from "./palette.js";
import { pricePanes } from "./price_panes.js";
import { iso, priceRows } from "./rows.js";
import { TradeLayer } from "./trade_layer.js";

const AROUND_A_TRADE = 30; // rows shown on both sides of it

export class PriceChart {
  /**
   * @param element  takes the chart; its canvas fills the height that the style sheet gives
   * @param calls    onTrade(trade, isOpen): a mark was chosen; onOlder(isByHand): the view nears the oldest candle;
   *                 onRange(name): a range was chosen, instead of showing it; all optional
   */
  constructor(element, calls = {}) {
    this.calls = calls;
    this.shown = { candles: [], trades: [], position: null };
    this.layer = new TradeLayer(price);
    this.chart = new Chart(element, {
      label: "Price chart",
      scale: true,
      panes: (rows) => pricePanes(rows.at(-1)?.close),
      columns: () => this.#columns(),
      file: () => "candles",
      legend: (row, index) => candleLegend(row, this.#marksAt(index)),
      texts: (row, panes) => panes.map((pane) => PANE_TEXTS[pane.name](row)),
      drawn: (_, series) => series.attachPrimitive(this.layer),
      click: (x, y) => this.#click(x, y),
      enter: (index) => this.#marksAt(index).slice(0, 1).forEach((each) => this.#choose(each)),
      older: (isByHand) => this.calls.onOlder?.(isByHand),
      rangeChosen: calls.onRange && ((name) => { this.chart.showRange(name); calls.onRange(name); }),
    });
  }

  /**
   * Draw {candles, trades, position, equity, alwaysOpen, zone, range}: all but candles optional, all
   * as the service answers them. Call it with every new answer: only what changed is drawn anew.
   */
  async show({ candles, trades = [], position = null, equity = [], alwaysOpen, zone, range }) {
    const rows = priceRows({ candles, equity, alwaysOpen });
    this.shown = { candles, trades, position };
    this.layer.show(rows, trades, position, palette());
    await this.chart.show(rows, { zone, range });
  }

  /** Bring a trade into view, and draw it thicker than the others. */
  showTrade(trade) {
    this.layer.select(trade);
    const placed = this.layer.list.find((each) => isSame(each.trade, trade));
    if (!placed || !this.chart.view) return; // closed, or the library could not be served
    this.chart.isMoved = true;
    this.chart.view.show(Math.max(0, (placed.entry ?? 0) - AROUND_A_TRADE), placed.exit + AROUND_A_TRADE);
  }

  destroy() { this.chart.destroy(); }

  #marksAt(index) {
    return this.layer.list.flatMap(({ trade, open, entry, exit }) => [
      ...(entry === index ? [{ trade, open, side: "entry" }] : []),
      ...(exit === index && !open ? [{ trade, open, side: "exit" }] : []),
    ]);
  }

  /** One mark opens its trade; several that are drawn as one are zoomed apart. */
  #click(x, y) {
    const group = this.layer.at(x, y);
    if (group === null) return;
    if (group.trades.length === 1 || group.from === group.to) this.#choose(group.trades[0]);
    else this.chart.view.show(group.from - 3, group.to + 3); // the pointer has marked the chart as moved
  }

  #choose({ trade, open }) {
    this.calls.onTrade?.(trade, open);
  }

  #columns() {
    const marks = new Map();
    this.layer.list.forEach((each) => {
      for (const index of new Set([each.entry, each.exit])) {
        if (index !== null) marks.set(this.layer.rows[index].time, this.#marksAt(index));
      }
    });
    const text = (row) => (marks.get(row.time) ?? []).map(markName).join("; ") || DASH;
    return [
      { name: "time", of: (row) => moment(iso(row.time)), value: (row) => iso(row.time) },
      ...COLUMNS.map(([name, write]) => ({ name, number: true, of: (row) => write(row[name]), value: (row) => row[name] ?? null })),
      { name: "marks", of: text },
    ];
  }
}

const COLUMNS = [
  ["open", price], ["high", price], ["low", price], ["close", price], ["volume", quantity],
  ["ema_fast", price], ["ema_slow", price], ["rsi", (value) => number(value, 4)],
  ["equity", money], ["buy_and_hold", money], ["drawdown_pct", percent],
];

function markName({ trade, side }) {
  return side === "entry"
    ? `entry ${trade.direction} ${trade.entry_price}`
    : `exit ${words(trade.exit_reason)} ${trade.exit_price}`;
}

