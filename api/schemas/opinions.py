"""The three opinions behind a decision."""

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from api.schemas.base import Aging, Answer, Moment, Number
from bot.domain import Action


class TechnicalView(Answer):
    """The technical opinion."""

    action: Action | None = None
    confidence: Number = Field(default=None, description="0 to 1")
    reason: str | None = Field(default=None, examples=["EMA 12 is above EMA 26, RSI 61 below 70"])


class FeaturesView(Answer):
    """What the AI saw; null during warm-up. Names ending in _pct are in percent."""

    ema_gap_pct: Number = None
    momentum_pct: Number = None
    rsi_distance_from_mid: Number = None
    volatility_pct: Number = None


class PredictionView(Answer):
    """The AI's opinion."""

    action: Action | None = None
    confidence: Number = Field(default=None, description="0 to 1")
    probability_long: Number = None
    probability_short: Number = None
    probability_flat: Number = None
    expected_move_pct: Number = Field(default=None, description="percent")
    summary: str | None = None
    features: FeaturesView | None = FeaturesView()


class InsightView(Answer):
    """The macro opinion as of a moment."""

    as_of: Moment | None = None
    symbol: str | None = None
    bias: Number = Field(default=None, description="-1 (bearish) to 1 (bullish)")
    confidence: Number = Field(default=None, description="0 to 1")
    summary: str | None = None
    drivers: tuple[str, ...] = Field(default=(), description="titles, the strongest first")
    driver_shares: tuple[Number, ...] = Field(
        default=(), description="what the story of each driver has of the bias, in their order"
    )
    interest_rate_outlook: str | None = None
    political_risk: str | None = None
    events: int | None = None
    undated: int | None = Field(
        default=None, description="events left out because they have no date"
    )


_EVENT: JsonDict = {
    "title": "Central bank holds rates, signals no cut",
    "category": "monetary_policy",
    "sentiment": "hawkish",
    "impact": "high",
    "bias": -0.5,
    "actor": "FED",
    "interest_rate_expectation": "on hold",
    "published_at": "2025-03-01T12:30:00Z",
    "source": "Example Wire",
    "url": "https://example.com/rates",
}


class EventView(Answer):
    """One event of the events files."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EVENT]})

    title: str
    category: str
    sentiment: str
    impact: str
    bias: Number = Field(description="for the symbol asked about; null where it names others only")
    actor: str | None = Field(default=None, description="who is behind it")
    interest_rate_expectation: str | None = None
    published_at: Moment | None
    source: str | None
    url: str | None


_PREDICTION: JsonDict = {
    "as_of": "2025-03-01T13:00:02Z",
    "stale": False,
    "message": None,
    "symbol": "BTC/USDT",
    "candle_time": "2025-03-01T12:00:00Z",
    "action": "LONG",
    "confidence": 0.52,
    "probability_long": 0.52,
    "probability_short": 0.19,
    "probability_flat": 0.29,
    "expected_move_pct": 0.4,
    "summary": "Momentum and EMA gap point up.",
    "features": {
        "ema_gap_pct": 0.31,
        "momentum_pct": 0.8,
        "rsi_distance_from_mid": 11.2,
        "volatility_pct": 0.6,
    },
    "ai_override_active": False,
    "ai_predictions_scored": 120,
    "ai_hits": 54,
    "ai_hit_rate": 0.45,
    "ai_base_rate": 0.48,
    "ai_horizon_candles": 12,
    "ai_record": "right in 54 of 120 of its last calls (45.0 %), base rate 48.0 %",
}


class PredictionAnswer(Aging):
    """The AI's last prediction for a symbol; its numbers are null where it is switched off."""

    model_config = ConfigDict(json_schema_extra={"examples": [_PREDICTION]})

    symbol: str | None
    candle_time: Moment | None = Field(description="open time of the candle it was made on")
    action: Action | None = None
    confidence: Number = Field(default=None, description="0 to 1")
    probability_long: Number = None
    probability_short: Number = None
    probability_flat: Number = None
    expected_move_pct: Number = Field(default=None, description="percent")
    summary: str | None = None
    features: FeaturesView | None = None
    ai_override_active: bool
    ai_predictions_scored: int | None = Field(
        default=None, description="of its newest predictions, those whose outcome is known"
    )
    ai_hits: int | None = Field(default=None, description="how many of them were right")
    ai_hit_rate: Number = Field(default=None, description="0 to 1")
    ai_base_rate: Number = Field(
        default=None, description="the hit rate of the same predictions made at other candles"
    )
    ai_horizon_candles: int | None = Field(
        default=None, description="after how many candles a prediction is held against its outcome"
    )
    ai_record: str | None = Field(default=None, description="the same in words")


_INSIGHT: JsonDict = {
    "as_of": "2025-03-01T13:00:02Z",
    "stale": False,
    "message": None,
    "symbol": "BTC/USDT",
    "timestamp": "2025-03-01T13:00:00Z",
    "summary": "Mildly bearish: rates stay high.",
    "bias_score": -0.2,
    "confidence": 0.4,
    "drivers": ["Central bank holds rates"],
    "driver_shares": [-0.2],
    "interest_rate_outlook": "hold",
    "political_risk": None,
    "events_counted": 1,
    "undated": 0,
    "events": [
        {
            "title": "Central bank holds rates",
            "category": "central_bank",
            "sentiment": "hawkish",
            "impact": "high",
            "bias": -0.5,
            "actor": None,
            "interest_rate_expectation": "hold",
            "published_at": "2025-02-28T14:00:00Z",
            "source": None,
            "url": None,
        }
    ],
    "problems": [],
}


class MacroAnswer(Aging):
    """The macro opinion for a symbol, null where there is none, and the events on file."""

    model_config = ConfigDict(json_schema_extra={"examples": [_INSIGHT]})

    symbol: str | None
    timestamp: Moment | None = Field(
        default=None, description="close time of the candle it was formed on"
    )
    summary: str | None = Field(
        default=None, description="the opinion in words, or why there is none; null before a cycle"
    )
    bias_score: Number = Field(default=None, description="-1 (bearish) to 1 (bullish)")
    confidence: Number = Field(default=None, description="0 to 1")
    drivers: tuple[str, ...] = Field(default=(), description="titles, the strongest first")
    driver_shares: tuple[Number, ...] = Field(
        default=(), description="what the story of each driver has of the bias, in their order"
    )
    interest_rate_outlook: str | None = None
    political_risk: str | None = None
    events_counted: int | None = Field(
        default=None, description="the events that the opinion was formed of"
    )
    undated: int | None = Field(
        default=None, description="events left out because they have no date"
    )
    events: list[EventView] = Field(description="those on file, newest first, at most 100")
    problems: tuple[str, ...] = Field(default=(), description="what on file could not be read")
