"""Signals, trades, equity and candles as answered."""

from pydantic import ConfigDict, Field

from api.schemas.base import Aging, Answer, Moment, Number
from api.schemas.opinions import InsightView, PredictionView, TechnicalView
from bot.domain import Action, ExitReason

_NEXT_CURSOR = Field(description="pass it as ?cursor= for the page that follows; null at the end")


class SignalView(Answer):
    """One decision, also one for no trade."""

    id: str = Field(description="symbol@candle_time: what tools/replay_decision.py --id takes")
    timestamp: Moment = Field(description="the candle's close time")
    candle_time: Moment
    symbol: str
    timeframe: str
    cycle: int
    action: Action
    confidence: Number
    reason: str
    ai_override_active: bool
    price: Number
    config_fingerprint: str
    outcome: str = Field(description="what became of the decision one candle before")
    indicators: dict[str, Number]
    technical: TechnicalView | None
    ai: PredictionView | None
    macro: InsightView | None


class TradeView(Answer):
    """A closed round trip; money in the quote currency, pnl_pct in percent of entry notional."""

    symbol: str
    direction: Action
    quantity: Number
    entry_time: Moment
    entry_price: Number
    exit_time: Moment
    exit_price: Number
    fees: Number
    pnl: Number
    pnl_pct: Number
    exit_reason: ExitReason


class EquityView(Answer):
    """Balance plus open profit at a candle's close."""

    timestamp: Moment
    equity: Number
    balance: Number


class CandleView(Answer):
    """A candle, or several neighbouring ones merged, with the EMAs at its close."""

    open_time: Moment
    open: Number
    high: Number
    low: Number
    close: Number
    volume: Number
    ema_fast: Number = None
    ema_slow: Number = None
    rsi: Number = None


class SignalsAnswer(Aging):
    """Decisions, newest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "as_of": "2025-03-01T13:00:02Z",
                    "stale": False,
                    "message": None,
                    "symbol": "BTC/USDT",
                    "items": [],
                    "next_cursor": None,
                }
            ]
        }
    )

    symbol: str | None
    items: list[SignalView]
    next_cursor: str | None = _NEXT_CURSOR


class TradesAnswer(Aging):
    """Closed trades, newest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "as_of": "2025-03-01T13:00:02Z",
                    "stale": False,
                    "message": None,
                    "symbol": "BTC/USDT",
                    "items": [
                        {
                            "symbol": "BTC/USDT",
                            "direction": "LONG",
                            "quantity": 0.19,
                            "entry_time": "2025-03-01T09:00:00Z",
                            "entry_price": 64000.0,
                            "exit_time": "2025-03-01T11:00:00Z",
                            "exit_price": 64512.0,
                            "fees": 24.4,
                            "pnl": 72.9,
                            "pnl_pct": 0.6,
                            "exit_reason": "take_profit",
                        }
                    ],
                    "next_cursor": None,
                }
            ]
        }
    )

    symbol: str | None
    items: list[TradeView]
    next_cursor: str | None = _NEXT_CURSOR


class EquityAnswer(Aging):
    """The equity curve, oldest first, decimated so that no extreme is lost."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "as_of": "2025-03-01T13:00:02Z",
                    "stale": False,
                    "message": None,
                    "symbol": "BTC/USDT",
                    "initial_balance": 10000.0,
                    "counted": 1,
                    "complete": True,
                    "points": [
                        {
                            "timestamp": "2025-03-01T13:00:00Z",
                            "equity": 10042.0,
                            "balance": 10000.0,
                        }
                    ],
                }
            ]
        }
    )

    symbol: str | None
    initial_balance: Number
    counted: int = Field(description="points read before decimation")
    complete: bool = Field(description="false where older points exist that were not read")
    points: list[EquityView]


class CandlesAnswer(Aging):
    """The candles that were decided on, oldest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "as_of": "2025-03-01T13:00:02Z",
                    "stale": False,
                    "message": None,
                    "symbol": "BTC/USDT",
                    "timeframe": "1h",
                    "candles_per_point": 1,
                    "points": [
                        {
                            "open_time": "2025-03-01T12:00:00Z",
                            "open": 64000.0,
                            "high": 64300.0,
                            "low": 63900.0,
                            "close": 64250.0,
                            "volume": 12.5,
                            "ema_fast": 64120.5,
                            "ema_slow": 63980.2,
                            "rsi": 58.1,
                        }
                    ],
                }
            ]
        }
    )

    symbol: str | None
    timeframe: str | None
    candles_per_point: int = Field(
        description="1, or how many neighbouring candles were merged (first open, highest high, "
        "lowest low, last close, volume summed)"
    )
    points: list[CandleView]
