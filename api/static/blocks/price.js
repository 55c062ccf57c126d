// Price of the chosen symbol: candles, averages, RSI and its equity on one time axis, with its trades.

import { PriceChart } from "../charts/price_chart.js";
import { address } from "../page/address.js";
import { make } from "../page/dom.js";
import { store } from "../page/store.js";
import { Pages } from "../story/pages.js";
import { tradeId } from "../story/story.js";
import { symbolShown } from "./parts.js";

const AT_ONCE = 1000;
const MOST_UNASKED = 10000; // candles that a range loads by itself; more are loaded by hand
const charts = new WeakMap();

export const definition = {
  name: "price",
  title: () => (symbolShown() ? `Price · ${symbolShown()}` : "Price"), short: "Price",
  about: "candles with averages, RSI, trades, equity against buying and holding",
  place: "main",
  views: ["portfolio", "symbol"],
  first: true,
  asks: () => [
    address.query("/candles", { limit: AT_ONCE }), address.query("/trades", { limit: AT_ONCE }),
    address.query("/equity", { max_points: AT_ONCE }),
  ],
  on: {
    candle: (answer, candle) => put(answer, 0, candle, (candles) => withLast(candles, candle, "open_time")),
    trade: (answer, trade) => put(answer, 1, trade, (trades) => [trade, ...trades.filter((each) => each.id !== trade.id)]),
    equity: (answer, point) => put(answer, 2, point, (points) => withLast(points, point, "timestamp")),
  },
  core: 1,
  alsoReads: ["status"],
  isEmpty: ([candles]) => candles.length === 0,
  empty: () => "No candle has been decided on yet: the first is drawn when it closes.",
  draw(body, [candles, trades, equity], page) {
    const before = charts.get(body);
    if (before?.symbol !== address.symbol || !body.contains(before.element)) begin(body);
    const held = charts.get(body);
    const [olderCandles, olderTrades] = page.freshness.nexts;
    held.candles.take("", candles.toReversed(), olderCandles);
    held.trades.take("", trades ?? [], olderTrades);
    held.draw = () => drawn(held, equity ?? []);
    held.draw();
  },
};

/** The answer with one of its lists changed; undefined where the event is of another symbol than is shown. */
function put(answer, index, event, change) {
  if (event.symbol !== undefined && event.symbol !== symbolShown()) return undefined;
  return answer.map((list, at) => (at === index && list !== null ? change(list) : list));
}

function withLast(list, item, time) {
  return list.at(-1)?.[time] === item[time] ? [...list.slice(0, -1), item] : [...list, item];
}

function begin(body) {
  charts.get(body)?.chart.destroy();
  const element = make("div", {});
  body.replaceChildren(element);
  const held = {
    element, symbol: address.symbol, isAsking: false,
    candles: new Pages((candle) => candle.open_time), trades: new Pages(tradeId),
  };
  held.chart = new PriceChart(element, {
    onTrade: (trade, isOpen) => address.set({ story: isOpen ? `position:${trade.symbol}` : `trade:${trade.id}` }),
    onRange: (range) => address.set({ range }),
    onOlder: (isByHand) => older(held, isByHand),
  });
  charts.set(body, held);
}

/** The open position that a status tells of, or null. */
function positionIn(status) {
  if (!status?.entry_time || status.position === "FLAT" || status.symbol !== symbolShown()) return null;
  return { ...status, direction: status.position };
}

function drawn(held, equity) {
  const kind = store.get("symbols")?.find?.((each) => each.symbol === symbolShown())?.asset_type;
  return held.chart.show({
    candles: held.candles.items.toReversed(),
    trades: held.trades.items,
    equity,
    position: positionIn(store.get("status")),
    alwaysOpen: kind === undefined ? undefined : kind === "crypto",
    range: address.range,
  });
}

async function older(held, isByHand) {
  const { candles, trades } = held;
  const count = candles.items.length;
  if (held.isAsking || candles.next === null || (!isByHand && count >= MOST_UNASKED)) return;
  held.isAsking = true;
  try {
    await candles.older((page) => page.toReversed());
    if (trades.next !== null) await trades.older();
  } catch {
    // what is drawn stays; the next pan asks again
  }
  held.isAsking = false;
  if (candles.items.length > count) await held.draw();
}
