"""Signals, trades, equity and candles as answered."""

from typing import Any

from pydantic import ConfigDict, Field

from api.schemas.base import Answer, Moment, Number
from api.schemas.opinions import InsightView, PredictionView, TechnicalView
from bot.domain import Action, ExitReason

_SIGNAL: dict[str, Any] = {
    "id": "BTC/USDT@2025-03-01T12:00:00Z",
    "timestamp": "2025-03-01T13:00:00Z",
    "candle_time": "2025-03-01T12:00:00Z",
    "symbol": "BTC/USDT",
    "timeframe": "1h",
    "cycle": 42,
    "action": "FLAT",
    "confidence": 0.2,
    "reason": "no trade: confidence 0.20 is below 0.40",
    "ai_override_active": False,
    "price": 64250.0,
    "config_fingerprint": "1f0c6a2b7d3e",
    "outcome": "nothing held",
    "indicators": {"ema_fast": 64120.5, "ema_slow": 63980.2, "rsi": 58.1},
    "technical": {"action": "LONG", "confidence": 0.2, "reason": "EMA 12 above EMA 26"},
    "ai": None,
    "macro": None,
}
_TRADE: dict[str, Any] = {
    "id": "BTC/USDT@2025-03-01T09:00:00Z",
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
    "signal_id": "BTC/USDT@2025-03-01T08:00:00Z",
    "stop_price": 63744.0,
    "target_price": 64512.0,
    "last_stop_price": 63744.0,
    "highest_price": 64512.0,
    "lowest_price": 63870.0,
}
_EQUITY: dict[str, Any] = {
    "timestamp": "2025-03-01T13:00:00Z",
    "equity": 10042.0,
    "balance": 10000.0,
    "buy_and_hold": 10120.5,
    "drawdown_pct": -0.31,
}
_CANDLE: dict[str, Any] = {
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


class SignalView(Answer):
    """One decision, also one for no trade."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SIGNAL]})

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

    model_config = ConfigDict(json_schema_extra={"examples": [_TRADE]})

    id: str = Field(description="symbol@entry_time")
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
    signal_id: str | None = Field(
        default=None, description="the decision that entered; null, as what follows, where unknown"
    )
    stop_price: Number = Field(default=None, description="as the entry set it")
    target_price: Number = Field(default=None, description="as the entry set it")
    last_stop_price: Number = Field(
        default=None, description="at the exit: another one where it trailed"
    )
    highest_price: Number = Field(default=None, description="while held, as far as candles tell")
    lowest_price: Number = Field(default=None, description="while held, as far as candles tell")


class EquityView(Answer):
    """Balance plus open profit at a candle's close, and what it is held against."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EQUITY]})

    timestamp: Moment
    equity: Number
    balance: Number
    buy_and_hold: Number = Field(
        description="the initial balance put in at the open of the account's first candle, held "
        "without costs; null where those candles are not on record"
    )
    drawdown_pct: Number = Field(
        description="below the highest equity before, the initial balance included: percent, <= 0"
    )


class CandleView(Answer):
    """A candle, or several neighbouring ones merged, with the EMAs at its close."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CANDLE]})

    open_time: Moment
    open: Number
    high: Number
    low: Number
    close: Number
    volume: Number
    ema_fast: Number = None
    ema_slow: Number = None
    rsi: Number = None
