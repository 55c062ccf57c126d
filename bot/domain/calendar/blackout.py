"""No entry around what is scheduled."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.asset_type import AssetType
from bot.domain.calendar.scheduled_event import ScheduledEvent
from bot.domain.checks import finite_number, require

MOST_MINUTES = 10_080.0
"""A week: who stays out longer trades nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryBlackout:
    """From `before_minutes` before each event of high or critical impact to `after_minutes` after
    it, both ends included, nothing is entered.

    What counts is the close of the candle that is decided on, which is when its entry is made. What
    is held stays as protected as it was, and exits go on. With 0 and 0 there is none.
    """

    events: tuple[ScheduledEvent, ...] = ()
    before_minutes: float = 0.0
    after_minutes: float = 0.0

    def __post_init__(self) -> None:
        for name in ("before_minutes", "after_minutes"):
            minutes = finite_number(name, getattr(self, name))
            require(0 <= minutes <= MOST_MINUTES, f"0 <= {name} <= {MOST_MINUTES:g}", minutes)

    @property
    def is_on(self) -> bool:
        """Whether entries are withheld at all."""
        return self.before_minutes > 0 or self.after_minutes > 0

    def of_market(self, symbols: Collection[str], asset_type: AssetType) -> "EntryBlackout":
        """What holds for a market: around events of high impact that concern it, in order."""
        own = [e for e in self.events if e.is_high and e.is_of(symbols, asset_type)]
        return replace(self, events=tuple(sorted(own, key=lambda event: event.at)))

    def span(self, event: ScheduledEvent) -> tuple[datetime, datetime]:
        """From when to when nothing is entered because of an event."""
        before, after = (
            timedelta(minutes=self.before_minutes),
            timedelta(minutes=self.after_minutes),
        )
        return event.at - before, event.at + after

    def at(self, moment: datetime) -> str | None:
        """Why nothing is entered at a moment: the first event in whose time it lies; None for none.

        It asks all events: those that concern a market are taken by `of_market`.
        """
        for event in self.events:
            start, end = self.span(event)
            if self.is_on and start <= moment <= end:
                return f"no entry from {_span_words(start, end)}: {_words(event, start)}"
        return None

    def next_after(self, moment: datetime) -> ScheduledEvent | None:
        """The first event that is still to come at a moment."""
        return min(
            (event for event in self.events if event.at >= moment),
            key=lambda event: event.at,
            default=None,
        )

    @property
    def described(self) -> str:
        """The rule in words."""
        count = len(self.events)
        return (
            f"no entry from {self.before_minutes:g} minutes before to {self.after_minutes:g} after "
            f"{count} scheduled event{'' if count == 1 else 's'} of high impact"
        )

    def to_dict(self) -> dict[str, Any]:
        """What a result must state of it, ready for JSON."""
        return {
            "before_minutes": self.before_minutes,
            "after_minutes": self.after_minutes,
            "events": len(self.events),
        }


def _span_words(start: datetime, end: datetime) -> str:
    date = "" if start.date() == end.date() else f"{end:%Y-%m-%d} "
    return f"{start:%Y-%m-%d %H:%M} to {date}{end:%H:%M} UTC"


def _words(event: ScheduledEvent, start: datetime) -> str:
    date = "" if start.date() == event.at.date() else f"{event.at:%Y-%m-%d} "
    return f"{event.name} at {date}{event.at:%H:%M}"
