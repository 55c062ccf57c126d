// Invented answers for /dashboard/preview: what the page looks like with a bot at work.

const HOUR = 3600 * 1000;
const NOON = Date.UTC(2025, 2, 1, 12);
const COUNT = 160;
const SYMBOL = "SAMPLE/USD";
const CONFIG = {
  timeframe: "1h", ema_fast: 12, ema_slow: 26, rsi_period: 14, rsi_overbought: 70, rsi_oversold: 30,
  risk_per_trade_pct: 0.5, stop_loss_pct: 0.02, take_profit_pct: 0.04,
};

const at = (number) => new Date(NOON - (COUNT - number) * HOUR).toISOString();
const closeOf = (number) => 1000 + 60 * Math.sin(number / 17) + 9 * Math.sin(number * 1.9) + number / 4;

function ema(number, candles) {
  let value = closeOf(0);
  for (let n = 1; n <= number; n++) value += (closeOf(n) - value) * 2 / (candles + 1);
  return value;
}

const CANDLES = Array.from({ length: COUNT }, (_, number) => {
  const [open, close] = [closeOf(number - 1), closeOf(number)];
  return {
    open_time: at(number), open, close, high: Math.max(open, close) + 4, low: Math.min(open, close) - 4,
    volume: 10, ema_fast: ema(number, 12), ema_slow: ema(number, 26), rsi: 55,
  };
});

const TRADES = [20, 50, 90, 125].map((entry, index) => {
  const [entryPrice, exitPrice] = [closeOf(entry), closeOf(entry + 9)];
  return {
    symbol: SYMBOL, direction: "LONG", quantity: 2, entry_time: at(entry), entry_price: entryPrice,
    exit_time: at(entry + 9), exit_price: exitPrice, fees: 4, pnl: 2 * (exitPrice - entryPrice) - 4,
    pnl_pct: (exitPrice / entryPrice - 1) * 100, exit_reason: index % 2 ? "take_profit" : "stop_loss",
  };
}).reverse();

const fresh = () => ({ as_of: new Date().toISOString(), stale: false, message: null, symbol: SYMBOL });
const equityAt = (number) => 10000
  + TRADES.filter((trade) => trade.exit_time <= at(number)).reduce((sum, trade) => sum + trade.pnl, 0);
const lastPrice = closeOf(COUNT - 1);
const entryPrice = closeOf(COUNT - 5);

const status = () => ({
  ...fresh(), mode: "SAMPLE", timeframe: "1h", data_source: "invented", position: "LONG", quantity: 2,
  entry_price: entryPrice, entry_time: at(COUNT - 4), stop_price: entryPrice * 0.98, target_price: entryPrice * 1.04,
  unrealized_pnl: 2 * (lastPrice - entryPrice), unrealized_pnl_pct: (lastPrice / entryPrice - 1) * 100,
  equity: equityAt(COUNT), trades: TRADES.length, last_price: lastPrice, rsi: 55, last_signal: "LONG",
  confidence: 0.62, heartbeat_age_seconds: 1, loop_interval_seconds: 60, last_candle_time: at(COUNT - 1),
  next_candle_time: at(COUNT + 1), config_error: null, warnings: [],
  reason: "technical LONG 0.58: EMA 12 above EMA 26, RSI 55 below overbought 70; the AI agrees",
});

const signals = () => ({
  ...fresh(), next_cursor: null,
  items: CANDLES.slice(-12).reverse().map((candle, index) => ({
    timestamp: candle.open_time, action: index % 3 ? "FLAT" : "LONG", confidence: index % 3 ? 0.31 : 0.62,
    price: candle.close, ai_override_active: false, outcome: index % 3 ? "nothing held" : "LONG held",
    reason: index % 3 ? "no trade: confidence 0.31 is below the minimum 0.4" : "technical LONG 0.58; the AI agrees",
  })),
});

const prediction = () => ({
  ...fresh(), ai_override_active: false,
  ai_horizon_candles: 12, ai_record: "right in 54 of 120 of its last calls (45.0 %), base rate 48.0 %",
  prediction: {
    action: "LONG", expected_move_pct: 0.4, probability_long: 0.62, probability_short: 0.14, probability_flat: 0.24,
    summary: "AI: long 62%, short 14%, flat 24%",
    features: { ema_gap_pct: 0.42, momentum_pct: 0.8, rsi_distance_from_mid: 5, volatility_pct: 0.9 },
  },
});

const macro = () => ({
  ...fresh(), problems: [],
  insight: {
    bias: 0.2, confidence: 0.6, summary: "Macro: bullish (bias +0.20, confidence 0.60) from 1 event", events: 1,
    interest_rate_outlook: "unchanged", political_risk: null, drivers: ["An invented headline"],
  },
  events: [{ title: "An invented headline", sentiment: "bullish", impact: "high", bias: 0.6, published_at: at(COUNT - 9) }],
});

const risk = () => ({
  ...fresh(), state: "ACTIVE", reason: "nobody has paused it", since: null, by: "nobody", rule: null, until: null,
  equity: equityAt(COUNT), day_start_equity: equityAt(COUNT - 12), peak_equity: equityAt(COUNT) + 40,
  exposures: { [SYMBOL]: 2 * lastPrice },
  limits: [
    { rule: "max_exposure", limit: 50, use: 2 * lastPrice / equityAt(COUNT) * 100, unit: "%", is_reached: false },
    { rule: "daily_loss_limit", limit: 5, use: 0, unit: "%", is_reached: false },
    { rule: "max_drawdown", limit: 20, use: 0.4, unit: "%", is_reached: false },
  ],
});

const HORIZONS = [
  { horizon: "short", timeframe: "1m", available: false, message: "An invented reason: no candles of 1m are kept." },
  ...[["medium", "15m", "FLAT", 0.31], ["long", "1h", "LONG", 0.62]].map(([horizon, timeframe, action, confidence]) => ({
    horizon, timeframe, available: true, stale: false, source: "an invented market", candles: 1000, last_close: at(COUNT),
    price: lastPrice, action, confidence, reason: action === "LONG" ? "technical LONG 0.58" : "no trade: confidence 0.31 is below the minimum 0.4",
    stop_price: action === "LONG" ? lastPrice * 0.98 : null, target_price: action === "LONG" ? lastPrice * 1.04 : null,
    backtest: { total_return_pct: 1.4, buy_and_hold_pct: 3.1, total_trades: 12 },
  })),
];

const ANSWERS = {
  "/status": status,
  "/candles": () => ({ ...fresh(), timeframe: "1h", candles_per_point: 1, points: CANDLES }),
  "/trades": () => ({ ...fresh(), items: TRADES, next_cursor: null }),
  "/equity": () => ({
    ...fresh(), initial_balance: 10000, counted: COUNT, complete: true,
    points: CANDLES.map((_, number) => ({ timestamp: at(number + 1), equity: equityAt(number + 1) })),
  }),
  "/signals": signals,
  "/ai/prediction": prediction,
  "/macro/insights": macro,
  "/risk": risk,
  "/portfolio/strategies": () => ({
    ...fresh(),
    items: [{ symbol: SYMBOL, position: "LONG", config: CONFIG, equity: equityAt(COUNT), config_error: null, origin: "sample" }],
  }),
  "/portfolio/playbook": () => ({
    ...fresh(), playbook: { summary: "2 of 3 horizons have candles to decide on.", assets: [{ symbol: SYMBOL, horizons: HORIZONS }] },
  }),
  "/ai/question": () => ({ ...fresh(), answer: "This is sample data: ask on /dashboard about the bot's own state." }),
};

/** The invented answer of a path of the service. */
export function sampleAnswer(path) {
  return ANSWERS[path]();
}
