"""The macro events on file, as the service lists them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from api.schemas.opinions import EventView
from bot.domain import MacroEvent
from bot.domain.errors import DataError
from bot.state import read_macro_events

MOST_EVENTS = 100
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def events_on_file(
    paths: Iterable[Path], symbol: str | None
) -> tuple[list[EventView], tuple[str, ...]]:
    """The newest events of the files that exist, undated ones last, and what could not be read.

    One broken file or event leaves the others; `symbol` None gives no event a bias.
    """
    events: list[MacroEvent] = []
    problems: list[str] = []
    for path in paths:
        if not path.exists():
            continue
        try:
            found = read_macro_events(path)
        except DataError as error:
            problems.append(str(error))
        else:
            events += found.events
            problems += found.problems
    newest_first = sorted(events, key=lambda event: event.published_at or _LONG_AGO, reverse=True)
    return [_view(event, symbol) for event in newest_first[:MOST_EVENTS]], tuple(problems)


def _view(event: MacroEvent, symbol: str | None) -> EventView:
    return EventView(
        title=event.title,
        category=event.category,
        sentiment=event.sentiment,
        impact=event.impact,
        bias=None if symbol is None else event.bias_for(symbol),
        published_at=event.published_at,
        source=event.source,
        url=event.url,
    )
