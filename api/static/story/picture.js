// The trade on a chart of its own, in the candles around it.

import { PriceChart } from "../charts/price_chart.js";

/** A chart of a story's candles with its trade marked; null, and no room taken, where no candle is on record. */
export function drawPicture(element, { candles, trade, position }) {
  if (candles.length === 0) {
    element.remove();
    return null;
  }
  const chart = new PriceChart(element);
  const held = trade ?? position;
  chart.show({ candles, trades: trade ? [trade] : [], position, range: "All" }).then(() => held && chart.showTrade(held));
  return chart;
}
