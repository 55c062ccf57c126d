"""The macro events on file, as the service lists them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from api.schemas import EventView
from bot.domain import MacroEvent, MacroEventSource

MOST_EVENTS = 100
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def listed_events(
    source: MacroEventSource, symbol: str | None
) -> tuple[list[EventView], tuple[str, ...]]:
    """The newest events, undated ones last, and what could not be read.

    `symbol` None gives no event a bias.
    """
    current = source.current()
    listed = newest_first(current.events)[:MOST_EVENTS]
    return [event_view(event, symbol) for event in listed], current.problems


def newest_first(events: Iterable[MacroEvent]) -> list[MacroEvent]:
    """By when they were published; what has no date comes last."""
    return sorted(events, key=place_in_time, reverse=True)


def place_in_time(event: MacroEvent) -> datetime:
    """When an event was published; what has no date lies before all others."""
    return event.published_at or _LONG_AGO


def event_view(event: MacroEvent, symbol: str | None) -> EventView:
    """The event as listed, with its bias for the symbol."""
    return EventView(
        title=event.title,
        category=event.category,
        sentiment=event.sentiment,
        impact=event.impact,
        bias=None if symbol is None else event.bias_for(symbol),
        actor=event.actor,
        interest_rate_expectation=event.interest_rate_expectation,
        published_at=event.published_at,
        source=event.source,
        url=event.url,
    )
