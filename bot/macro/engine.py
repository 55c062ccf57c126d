"""The macro opinion as of one moment, in numbers and words."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import numpy as np

from bot.arrays import nanoseconds
from bot.domain import IMPACT_WEIGHT, MacroEvent, MacroInsight
from bot.macro.fading import macro_track

_DRIVERS = 3
_LEAST_WEIGHT = 0.01
_POLITICAL = ("politic", "geopolitic", "election", "war", "tariff")


class MacroSentimentEngine:
    """Assesses symbols against a fixed set of events; always as of a stated moment."""

    def __init__(
        self,
        events: Sequence[MacroEvent],
        half_life_hours: float = 72.0,
        *,
        count_undated: bool = False,
    ) -> None:
        self._events = tuple(events)
        self._half_life_hours = half_life_hours
        self._count_undated = count_undated

    def assess(self, symbol: str, as_of: datetime) -> MacroInsight:
        """The insight for a symbol, blind to every event published after `as_of` (aware UTC)."""
        moment = np.array([nanoseconds(as_of)], dtype=np.int64)
        bias, confidence = macro_track(
            self._events, symbol, moment, self._half_life_hours, count_undated=self._count_undated
        )
        return self.describe(symbol, as_of, float(bias[0]), float(confidence[0]))

    def describe(
        self, symbol: str, as_of: datetime, bias: float, confidence: float
    ) -> MacroInsight:
        """The insight in words, its bias and confidence being those of macro_track at `as_of`."""
        relevant = [event for event in self._events if event.bias_for(symbol) is not None]
        undated = sum(event.published_at is None for event in relevant)
        ranked = sorted(
            (
                (weight, event)
                for event in relevant
                if (weight := self._weight(event, as_of)) > _LEAST_WEIGHT
            ),
            key=lambda pair: -pair[0] * abs(pair[1].bias_for(symbol) or 0.0),
        )
        counted = [event for _, event in ranked]
        return MacroInsight(
            as_of=as_of,
            symbol=symbol,
            bias=bias,
            confidence=confidence,
            summary=_summary(bias, confidence, counted),
            drivers=tuple(event.title for event in counted[:_DRIVERS]),
            interest_rate_outlook=_first(event.interest_rate_expectation for event in counted),
            political_risk=_first(
                event.title for event in counted if event.category.lower().startswith(_POLITICAL)
            ),
            events=len(counted),
            undated=0 if self._count_undated else undated,
        )

    def _weight(self, event: MacroEvent, as_of: datetime) -> float:
        weight = IMPACT_WEIGHT[event.impact]
        if event.published_at is None:
            return weight if self._count_undated else 0.0
        if event.published_at > as_of:
            return 0.0
        age_hours = (as_of - event.published_at) / timedelta(hours=1)
        return float(weight * 0.5 ** (age_hours / self._half_life_hours))


def _first(texts: Iterable[str | None]) -> str | None:
    return next((text for text in texts if text), None)


def _summary(bias: float, confidence: float, counted: Sequence[MacroEvent]) -> str:
    if not counted:
        return "Macro: no event counts now"
    lean = "bullish" if bias > 0.05 else "bearish" if bias < -0.05 else "neutral"
    count = f"{len(counted)} event{'s' if len(counted) > 1 else ''}"
    return (
        f"Macro: {lean} (bias {bias:+.2f}, confidence {confidence:.2f}) from {count}, "
        f"first: {counted[0].title}"
    )
