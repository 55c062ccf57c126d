"""The bot's latest state as answered."""

from typing import Any

from pydantic import ConfigDict, Field

from api.schemas.base import Aging, Moment, Number
from api.schemas.opinions import FeaturesView
from bot.domain import Action, ExitReason, Standing, WithheldReason

_EXAMPLE: dict[str, Any] = {
    "as_of": "2025-03-01T13:00:02Z",
    "stale": False,
    "message": None,
    "heartbeat_age_seconds": 4.2,
    "timestamp": "2025-03-01T13:00:00Z",
    "symbol": "BTC/USDT",
    "position": "LONG",
    "entry_price": 64000.0,
    "unrealized_pnl_pct": 0.42,
    "last_signal": "LONG",
    "confidence": 0.63,
    "last_signal_reason": "technical LONG 0.58: EMA 12 above EMA 26; the AI agrees",
    "technical_signal": "LONG",
    "technical_confidence": 0.58,
    "technical_reason": "EMA 12 above EMA 26, RSI 58.1 below 70",
    "ai_override_active": False,
    "rsi": 58.1,
    "ema_fast": 64120.5,
    "ema_slow": 63980.2,
    "risk_per_trade_pct": 0.5,
    "balance": 10000.0,
    "equity": 10042.0,
    "ai_action": "LONG",
    "ai_confidence": 0.52,
    "ai_probability_long": 0.52,
    "ai_probability_short": 0.19,
    "ai_probability_flat": 0.29,
    "ai_expected_move_pct": 0.4,
    "ai_summary": "Momentum and EMA gap point up.",
    "ai_features": {
        "ema_gap_pct": 0.31,
        "momentum_pct": 0.8,
        "rsi_distance_from_mid": 11.2,
        "volatility_pct": 0.6,
    },
    "macro_bias": -0.2,
    "macro_confidence": 0.4,
    "macro_summary": "Mildly bearish: rates stay high.",
    "macro_drivers": ["Central bank holds rates"],
    "macro_interest_rate_outlook": "hold",
    "macro_political_risk": None,
    "macro_events": [
        {
            "title": "Central bank holds rates",
            "category": "central_bank",
            "sentiment": "hawkish",
            "impact": "high",
            "published_at": "2025-02-28T14:00:00Z",
        }
    ],
    "mode": "PAPER",
}


class StatusAnswer(Aging):
    """Every field of the bot's state; all null, with a message, before its first cycle.

    Names ending in _pct are in percent, money is in the quote currency.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    heartbeat_age_seconds: Number = Field(default=None, description="at the time of the answer")
    timestamp: Moment | None = Field(default=None, description="close time of the last candle")
    symbol: str | None = None
    position: Action | None = Field(default=None, description="direction held; FLAT = none")
    entry_price: Number = None
    unrealized_pnl_pct: Number = None
    last_signal: Action | None = None
    confidence: Number = None
    rsi: Number = None
    ema_fast: Number = None
    ema_slow: Number = None
    risk_per_trade_pct: Number = None
    quantity: Number = None
    entry_time: Moment | None = None
    stop_price: Number = None
    target_price: Number = None
    entry_fee: Number = None
    entry_stop_price: Number = Field(default=None, description="where the entry set the stop")
    entry_signal_id: str | None = Field(default=None, description="the decision that entered")
    highest_price: Number = Field(default=None, description="since the entry")
    lowest_price: Number = Field(default=None, description="since the entry")
    unrealized_pnl: Number = None
    balance: Number = None
    initial_balance: Number = None
    equity: Number = None
    fees_paid: Number = None
    trades: int | None = None
    pending_action: Action | None = Field(default=None, description="done at the next open")
    last_signal_reason: str | None = Field(default=None, description="of the decision, in words")
    ai_override_active: bool | None = None
    technical_signal: Action | None = None
    technical_confidence: Number = Field(default=None, description="0 to 1")
    technical_reason: str | None = None
    ai_action: Action | None = None
    ai_confidence: Number = Field(default=None, description="0 to 1")
    ai_probability_long: Number = None
    ai_probability_short: Number = None
    ai_probability_flat: Number = None
    ai_expected_move_pct: Number = None
    ai_summary: str | None = None
    ai_features: FeaturesView | None = None
    macro_as_of: Moment | None = Field(
        default=None, description="close time of the candle that the insight was formed on"
    )
    macro_symbol: str | None = None
    macro_bias: Number = Field(default=None, description="-1 (bearish) to 1 (bullish)")
    macro_confidence: Number = Field(default=None, description="0 to 1")
    macro_summary: str | None = None
    macro_drivers: tuple[str, ...] = Field(default=(), description="titles, the strongest first")
    macro_driver_shares: tuple[Number, ...] = Field(
        default=(), description="what the story of each driver has of the bias, in their order"
    )
    macro_interest_rate_outlook: str | None = None
    macro_political_risk: str | None = None
    macro_events_counted: int | None = Field(
        default=None, description="the events that the insight was formed of"
    )
    macro_undated: int | None = Field(
        default=None, description="events left out because they have no date"
    )
    macro_events: tuple[dict[str, Any], ...] = Field(
        default=(), description="the newest of the events that count, newest first"
    )
    ai_predictions_scored: int | None = Field(
        default=None, description="of the AI's newest predictions, those whose outcome is known"
    )
    ai_hits: int | None = Field(default=None, description="how many of them were right")
    ai_hit_rate: Number = Field(default=None, description="0 to 1")
    ai_base_rate: Number = Field(
        default=None, description="the hit rate of the same predictions made at other candles"
    )
    ai_horizon_candles: int | None = Field(
        default=None, description="after how many candles a prediction is held against its outcome"
    )
    mode: str | None = Field(default=None, examples=["PAPER"])
    data_source: str | None = None
    timeframe: str | None = None
    asset_type: str | None = None
    cycle: int | None = None
    heartbeat: Moment | None = None
    loop_interval_seconds: Number = None
    last_price: Number = None
    last_candle_time: Moment | None = None
    next_candle_time: Moment | None = None
    config: dict[str, Any] | None = Field(default=None, description="the strategy config in use")
    config_fingerprint: str | None = None
    config_error: str | None = Field(
        default=None, description="why a changed config was refused; the last good one is in use"
    )
    standing: Standing | None = Field(
        default=None,
        description="of the config in use: proven (promoted by the gate), disproven (loses beyond "
        "chance on unseen candles) or unproven",
    )
    standing_reason: str | None = Field(
        default=None, description="why, since when, and what the bot does of it"
    )
    withheld: WithheldReason | None = Field(
        default=None, description="why the last decision enters nothing whatever the opinions say"
    )
    trailing_distance: Number = Field(
        default=None, description="how far the stop follows the best price, a fraction of it"
    )
    atr: Number = Field(default=None, description="what the entry to come is sized by")
    kelly: Number = Field(default=None, description="the share of the balance that Kelly stakes")
    entry_scale: Number = Field(
        default=None, description="the part of its size that limits left of an entry; null: whole"
    )
    closing: ExitReason | None = Field(
        default=None, description="why what is held is closed at the next open"
    )
    policy: dict[str, Any] | None = None
    warnings: tuple[str, ...] = ()
