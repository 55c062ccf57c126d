"""The three opinions and the decision made of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.action import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """The technical opinion; `reason` says in words which rule held."""

    action: Action
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureSnapshot:
    """What the AI sees of one candle; NaN during warm-up. Names ending in _pct are in percent."""

    ema_gap_pct: float
    momentum_pct: float
    rsi_distance_from_mid: float
    volatility_pct: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionSnapshot:
    """The AI's opinion: the likeliest action, all three probabilities, and why."""

    action: Action
    confidence: float
    probability_long: float
    probability_short: float
    probability_flat: float
    expected_move_pct: float
    summary: str
    features: FeatureSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroInsight:
    """The macro opinion as of a moment: bias in [-1, 1] (positive = bullish), confidence in [0, 1).

    `drivers` are the titles of the stories that weigh most, strongest first, `driver_shares` what
    each of them has of the bias: with what all others have, they sum to it. `undated` counts the
    events that were left out because a past moment cannot know them.
    """

    as_of: datetime
    symbol: str
    bias: float
    confidence: float
    summary: str
    drivers: tuple[str, ...] = ()
    driver_shares: tuple[float, ...] = ()
    interest_rate_outlook: str | None = None
    political_risk: str | None = None
    events: int = 0
    undated: int = 0


class WithheldReason(StrEnum):
    """Why a decision enters nothing whatever the opinions say."""

    LATE_SOURCE = "late_source"
    UNUSABLE_STRATEGY = "unusable_strategy"
    STANDS_ASIDE = "stands_aside"
    RISK_LIMIT = "risk_limit"
    TRADING_STATE = "trading_state"
    BLACKOUT = "blackout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is done next, why, and the three opinions behind it (None = switched off).

    Made at the close of the candle that opened at `candle_time`; acted on at the next open.
    `withheld`: it enters nothing for a reason that lies outside the opinions (it is FLAT, or closes
    what is held and no more), None = it follows from them.
    """

    candle_time: datetime
    action: Action
    confidence: float
    reason: str
    ai_override_active: bool
    technical: Signal
    ai: PredictionSnapshot | None = None
    macro: MacroInsight | None = None
    withheld: WithheldReason | None = None
