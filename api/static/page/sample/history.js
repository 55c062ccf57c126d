// An invented past that all samples share, so that their times and figures agree with each other.

export const HOUR = 3600 * 1000;
const COUNT = 1440;
const HELD_SINCE = 7;
const [STOP, TARGET, FEE, SLIPPAGE, RISKED] = [0.015, 0.03, 0.001, 0.0005, 0.005];
export const INITIAL = 10000;

/** The close of the last candle: the full hour that has passed. */
export const NOW = Math.floor(Date.now() / HOUR) * HOUR;
export const isoOf = (ms) => new Date(ms).toISOString().replace(".000Z", "Z");

/** The age of an answer that came with the last candle. */
export const fresh = () => ({ as_of: isoOf(NOW), stale: false, message: null });

/** Invented symbols: where their price began, how far it moves in an hour, and whether one is held now. */
const SYMBOLS = {
  "SAMPLE/USD": { seed: 11, start: 61500, move: 0.0045, isHeld: true },
  "INVENTED/USD": { seed: 29, start: 2480, move: 0.006, isHeld: true },
  "FICTION/USD": { seed: 5, start: 0.5312, move: 0.007, isHeld: false },
};

const known = new Map();

/** {symbol, candles, trades, position, equity} of a symbol, oldest first. */
export function historyOf(symbol) {
  const name = SYMBOLS[symbol] ? symbol : Object.keys(SYMBOLS)[0];
  if (!known.has(name)) known.set(name, invented(name, SYMBOLS[name]));
  return known.get(name);
}

/** Those of all symbols. */
export const histories = () => Object.keys(SYMBOLS).map(historyOf);

function invented(symbol, { seed, start, move, isHeld }) {
  const candles = withIndicators(walk(seed, start, move));
  const account = { symbol, balance: INITIAL, fees: 0, position: null, trades: [], equity: [] };
  candles.forEach((candle, index) => {
    const isEnd = index >= COUNT - HELD_SINCE;
    if (account.position && !(isEnd && isHeld)) settle(account, candle);
    const before = candles[index - 1];
    const isCross = before && before.ema_fast > before.ema_slow && candles[index - 2]?.ema_fast <= candles[index - 2]?.ema_slow;
    const isLast = isHeld && index === COUNT - HELD_SINCE;
    if (!account.position && ((isCross && index < COUNT - HELD_SINCE - 4) || isLast)) enter(account, candle);
    mark(account, candle, candles[0].open);
  });
  return { candles, ...account };
}

function walk(seed, start, move) {
  let state = seed;
  const chance = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const normal = () => chance() + chance() + chance() + chance() - 2;
  const digits = start > 100 ? 2 : start > 1 ? 4 : 6;
  const round = (value) => Number(value.toFixed(digits));
  let close = start;
  return Array.from({ length: COUNT }, (_, index) => {
    const open = close;
    close = round(open * (1 + move * normal() + move * 0.15 * Math.sin(index / 60)));
    const [top, bottom] = [Math.max(open, close), Math.min(open, close)];
    return {
      open_time: isoOf(NOW - (COUNT - index) * HOUR), open, high: round(top * (1 + move * chance() * 0.6)),
      low: round(bottom * (1 - move * chance() * 0.6)), close, volume: Number((40 + 60 * chance()).toFixed(3)),
    };
  });
}

function withIndicators(candles) {
  let [fast, slow, gain, loss] = [candles[0].close, candles[0].close, 0, 0];
  return candles.map((candle, index) => {
    const change = index > 0 ? candle.close - candles[index - 1].close : 0;
    fast += (candle.close - fast) * 2 / 13;
    slow += (candle.close - slow) * 2 / 27;
    gain += (Math.max(change, 0) - gain) / 14;
    loss += (Math.max(-change, 0) - loss) / 14;
    return { ...candle, ema_fast: fast, ema_slow: slow, rsi: gain + loss > 0 ? 100 * gain / (gain + loss) : 50 };
  });
}

function enter(account, candle) {
  const entry = candle.open * (1 + SLIPPAGE);
  const quantity = Math.min(account.balance * RISKED / (entry * STOP), account.balance / (entry * (1 + FEE)));
  const fee = quantity * entry * FEE;
  account.fees += fee;
  account.balance -= fee;
  account.position = {
    direction: "LONG", quantity, entry_time: candle.open_time, entry_price: entry, entry_fee: fee,
    stop_price: entry * (1 - STOP), target_price: entry * (1 + TARGET), highest_price: candle.high, lowest_price: candle.low,
  };
}

function settle(account, candle) {
  const held = account.position;
  held.highest_price = Math.max(held.highest_price, candle.high);
  held.lowest_price = Math.min(held.lowest_price, candle.low);
  const isStopped = candle.low <= held.stop_price;
  if (!isStopped && candle.high < held.target_price) return;
  const exit = isStopped ? held.stop_price * (1 - SLIPPAGE) : held.target_price;
  const fee = held.quantity * exit * FEE;
  const profit = held.quantity * (exit - held.entry_price) - fee - held.entry_fee;
  account.fees += fee;
  account.balance += profit + held.entry_fee;
  account.trades.push({
    ...held, symbol: account.symbol, id: `${account.symbol}@${held.entry_time}`, signal_id: signalId(account.symbol, held.entry_time),
    last_stop_price: held.stop_price, exit_time: candle.open_time, exit_price: exit, fees: fee + held.entry_fee, pnl: profit,
    pnl_pct: profit / (held.quantity * held.entry_price) * 100, exit_reason: isStopped ? "stop_loss" : "take_profit",
  });
  account.position = null;
}

/** The decision was at the close of the candle before the one that the entry opened. */
export const signalId = (symbol, entryTime) => `${symbol}@${isoOf(Date.parse(entryTime) - HOUR)}`;

function mark(account, candle, firstOpen) {
  const held = account.position;
  const equity = account.balance + (held ? held.quantity * (candle.close - held.entry_price) : 0);
  const peak = Math.max(INITIAL, account.peak ?? INITIAL, equity);
  account.peak = peak;
  account.equity.push({
    timestamp: isoOf(Date.parse(candle.open_time) + HOUR), equity, balance: account.balance,
    buy_and_hold: INITIAL * candle.close / firstOpen, drawdown_pct: (equity / peak - 1) * 100,
  });
}
