"""One piece of news or macro fact, as kept in an events file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.checks import filled_text, finite_number, require


class Impact(StrEnum):
    """How much an event weighs."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Sentiment(StrEnum):
    """Which way an event leans when it carries no bias of its own."""

    BULLISH = "bullish"
    BEARISH = "bearish"
    HAWKISH = "hawkish"
    DOVISH = "dovish"
    NEUTRAL = "neutral"


IMPACT_WEIGHT = {Impact.LOW: 0.8, Impact.MEDIUM: 1.0, Impact.HIGH: 1.5, Impact.CRITICAL: 2.0}
SENTIMENT_BIAS = {
    Sentiment.BULLISH: 0.6,
    Sentiment.BEARISH: -0.6,
    Sentiment.HAWKISH: -0.5,
    Sentiment.DOVISH: 0.5,
    Sentiment.NEUTRAL: 0.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroEvent:
    """An event; `assets` maps a symbol, or "*" for the rest, to its bias in [-1, 1].

    `published_at` is aware UTC; None means the moment is unknown.
    """

    title: str
    category: str = "general"
    sentiment: Sentiment = Sentiment.NEUTRAL
    impact: Impact = Impact.MEDIUM
    actor: str | None = None
    summary: str | None = None
    assets: Mapping[str, float] = field(default_factory=dict)
    interest_rate_expectation: str | None = None
    bias: float | None = None
    published_at: datetime | None = None
    source: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        filled_text("title", self.title)
        biases = [*self.assets.items(), *([] if self.bias is None else [("bias", self.bias)])]
        for name, bias in biases:
            require(-1 <= finite_number(name, bias) <= 1, f"-1 <= bias of {name} <= 1", bias)
        if self.published_at is not None:
            require(
                self.published_at.tzinfo is not None, "an aware published_at", self.published_at
            )
            require(  # nanoseconds since 1970 in 64 bits reach from 1678 to 2261
                1700 <= self.published_at.year <= 2200,
                "a published_at between the years 1700 and 2200",
                self.published_at,
            )

    def bias_for(self, symbol: str) -> float | None:
        """The event's bias for a symbol; None where it names other assets only.

        The most specific statement wins: the symbol's own, then "*", then the event's bias, then
        its sentiment.
        """
        if symbol in self.assets:
            return float(self.assets[symbol])
        if "*" in self.assets:
            return float(self.assets["*"])
        if self.assets:
            return None
        return SENTIMENT_BIAS[self.sentiment] if self.bias is None else float(self.bias)
