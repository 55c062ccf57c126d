// What stands in which pane of a price chart.

import { number, price } from "../page/format.js";
import { accountPanes } from "./account_panes.js";
import { DASHED, NO_MARK, QUIET, SOLID, format, line } from "./series.js";

const ema = (field, tone, lineStyle) => line(field, (colours) => ({
  ...QUIET, ...NO_MARK, color: colours[tone], lineWidth: 1, lineStyle,
}));

/** The smallest step of a price near this one, as format.js writes it. */
function smallestStep(last) {
  if (!last || last >= 100) return 0.01;
  return Math.min(0.01, 10 ** (Math.floor(Math.log10(last)) - 5));
}

const candles = (last) => ({
  kind: "Candlestick",
  fields: ["open", "high", "low", "close"],
  point: ({ open, high, low, close }) => (open === undefined ? {} : { open, high, low, close }),
  options: (colours) => ({
    priceFormat: format((at) => (at < 0 ? "" : price(at)), smallestStep(last)),
    upColor: colours.card, borderUpColor: colours.up, wickUpColor: colours.up, // hollow: rising
    downColor: colours.down, borderDownColor: colours.down, wickDownColor: colours.down,
    priceLineColor: colours.ink, priceLineStyle: 1,
  }),
  scale: { top: 0.02, bottom: 0.2 },
});

const volume = {
  kind: "Histogram",
  fields: ["volume"],
  point: (row, colours) => ((row.volume ?? null) === null
    ? {}
    : { value: row.volume, color: row.close >= row.open ? colours.upFaint : colours.downFaint }),
  options: () => ({ ...QUIET, priceScaleId: "volume", priceFormat: format((v) => number(v, 4), 0.000001) }),
  scale: { top: 0.86, bottom: 0 }, // under the candles, never behind them
};

const rsi = line("rsi", (colours) => ({
  ...QUIET, ...NO_MARK, color: colours.accent, lineWidth: 1,
  priceFormat: format((v) => v.toFixed(0), 1),
  autoscaleInfoProvider: () => ({ priceRange: { minValue: 0, maxValue: 100 } }),
}), { lines: [30, 70], scale: { top: 0.36, bottom: 0.12 } });

/** All panes of a price chart; `last` is a price of the size to be written on the axis. */
export const pricePanes = (last) => [
  { name: "Price", share: 6, series: [candles(last), volume, ema("ema_fast", "ink", SOLID), ema("ema_slow", "soft", DASHED)] },
  { name: "RSI", share: 1.2, series: [rsi] },
  ...accountPanes(1),
];
