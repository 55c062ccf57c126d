"""The macro opinion as of one moment, in numbers and words."""

from collections.abc import Sequence
from datetime import datetime

from bot.arrays import nanoseconds
from bot.domain import MacroEvent, MacroInsight
from bot.macro.relevant_events import HOUR_NS, RelevantEvents, prepared
from bot.macro.standing_out import LEAST_WEIGHT, StandingOut, standing_out, weights_at


class MacroSentimentEngine:
    """Assesses symbols against a fixed set of events; always as of a stated moment.

    What is computed of the events once is shared by all engines of the same tuple.
    """

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
        relevant = prepared(self._events).of(symbol)
        if not relevant.events:
            return self._nothing(symbol, as_of)
        seen = self._standing_out(relevant, as_of)
        return self._described(symbol, as_of, seen.bias, seen.confidence, relevant, seen)

    def describe(
        self, symbol: str, as_of: datetime, bias: float, confidence: float
    ) -> MacroInsight:
        """The insight in words, its bias and confidence being those of macro_track at `as_of`.

        A driver is the strongest event of a story; its share is what the story has of the bias.
        """
        relevant = prepared(self._events).of(symbol)
        if not relevant.events:
            return self._nothing(symbol, as_of)
        seen = self._standing_out(relevant, as_of)
        return self._described(symbol, as_of, bias, confidence, relevant, seen)

    def counted(self, symbol: str, as_of: datetime) -> tuple[MacroEvent, ...]:
        """The events that an insight as of then counts, newest first, those without a date last."""
        relevant = prepared(self._events).of(symbol)
        half_life_ns = self._half_life_hours * HOUR_NS
        weighs = weights_at(
            relevant.published,
            relevant.weight,
            nanoseconds(as_of),
            half_life_ns,
            self._count_undated,
        )
        rows = (weighs > LEAST_WEIGHT).nonzero()[0]
        is_dated = rows < len(relevant.published)
        ordered = [*rows[is_dated][::-1].tolist(), *rows[~is_dated].tolist()]
        return tuple(relevant.events[row] for row in ordered)

    def _described(
        self,
        symbol: str,
        as_of: datetime,
        bias: float,
        confidence: float,
        relevant: RelevantEvents,
        seen: StandingOut,
    ) -> MacroInsight:
        drivers = [(row, n) for n, row in enumerate(seen.drivers.tolist()) if row >= 0]
        titles = tuple(relevant.events[row].title for row, _ in drivers)
        outlook, political = _event(relevant, seen.outlook), _event(relevant, seen.political)
        return MacroInsight(
            as_of=as_of,
            symbol=symbol,
            bias=bias,
            confidence=confidence,
            summary=_summary(bias, confidence, seen.counted, titles),
            drivers=titles,
            driver_shares=tuple(float(seen.shares[n]) for _, n in drivers),
            interest_rate_outlook=None if outlook is None else outlook.interest_rate_expectation,
            political_risk=None if political is None else political.title,
            events=seen.counted,
            undated=0 if self._count_undated else relevant.undated,
        )

    def _nothing(self, symbol: str, as_of: datetime) -> MacroInsight:
        """The insight where no event matters to the symbol."""
        summary = _summary(0.0, 0.0, 0, ())
        return MacroInsight(as_of=as_of, symbol=symbol, bias=0.0, confidence=0.0, summary=summary)

    def _standing_out(self, relevant: RelevantEvents, as_of: datetime) -> StandingOut:
        return standing_out(
            relevant.published,
            relevant.weight,
            relevant.bias,
            relevant.story,
            relevant.stories,
            relevant.position,
            relevant.of_rates,
            relevant.of_politics,
            nanoseconds(as_of),
            self._half_life_hours * HOUR_NS,
            self._count_undated,
        )


def _event(relevant: RelevantEvents, row: int) -> MacroEvent | None:
    return None if row < 0 else relevant.events[row]


def _summary(bias: float, confidence: float, counted: int, drivers: Sequence[str]) -> str:
    if not counted:
        return "Macro: no event counts now"
    lean = "bullish" if bias > 0.05 else "bearish" if bias < -0.05 else "neutral"
    count = f"{counted} event{'s' if counted > 1 else ''}"
    return (
        f"Macro: {lean} (bias {bias:+.2f}, confidence {confidence:.2f}) from {count}, "
        f"first: {drivers[0]}"
    )
