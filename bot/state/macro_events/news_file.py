"""The file of events that came from news feeds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain import MacroEvent, NewsEvent
from bot.domain.encoding import encode
from bot.domain.errors import ConfigError, DataError
from bot.state.files import (
    Now,
    make_private_folder,
    move_aside,
    remove_leftovers,
    replace_file,
    wall_clock,
)
from bot.state.macro_events.read_events import event_rows, macro_event

_FIELDS = (
    "title", "category", "actor", "sentiment", "impact", "summary", "interest_rate_expectation",
    "assets", "bias", "published_at", "source", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsRead:
    """The events on file in its order, and sentences about what was set aside."""

    events: tuple[NewsEvent, ...] = ()
    notes: tuple[str, ...] = ()


class NewsFile:
    """A JSON array of macro events, as a person writes them, each with where it came from.

    Every reader of macro events reads it. For its single writer: what cannot be read whole is moved
    aside before anything is written in its place.
    """

    def __init__(self, path: Path, *, now: Now = wall_clock) -> None:
        self._path = path
        self._now = now

    def exists(self) -> bool:
        """Whether there is such a file."""
        return self._path.exists()

    def read(self) -> NewsRead:
        """The events on file, none for a missing one; a file with a fault in it is moved aside."""
        remove_leftovers(self._path.parent, self._path.name)
        if not self.exists():
            return NewsRead()
        try:
            rows = event_rows(self._path)
        except DataError as error:
            return NewsRead(notes=(move_aside(self._path, f"cannot be read ({error})", self._now),))
        events, faults = [], []
        for place, row in enumerate(rows):
            try:
                events.append(_news_event(row))
            except ConfigError as error:
                faults.append(f"event {place}: {error}")
        if not faults:
            return NewsRead(events=tuple(events))
        note = move_aside(self._path, f"has a fault ({faults[0]})", self._now)
        kept = f"{note.rpartition(', nothing')[0]}; its other {len(events)} events hold on"
        return NewsRead(events=tuple(events), notes=(kept,))

    def write(self, events: Sequence[NewsEvent]) -> None:
        """Replace the file whole, one event a line."""
        make_private_folder(self._path.parent)
        rows = b",\n".join(encode(_row(each)) for each in events)
        replace_file(self._path, b"[\n" + rows + b"\n]\n" if rows else b"[]\n")


def _row(news: NewsEvent) -> dict[str, Any]:
    """What is written of an event: what it does not say is left out."""
    values = {name: getattr(news.event, name) for name in _FIELDS}
    values |= {"feed": news.feed, "sources": news.sources, "seen_at": news.seen_at}
    return {name: value for name, value in values.items() if value not in (None, "", (), {})}


def _news_event(row: object) -> NewsEvent:
    """The event of a row; where it came from is left out where it is not as it was written."""
    event: MacroEvent = macro_event(row)
    kept: Mapping[str, Any] = row if isinstance(row, dict) else {}
    sources, feed = kept.get("sources"), kept.get("feed")
    is_list = isinstance(sources, list) and all(isinstance(name, str) for name in sources)
    return NewsEvent(
        event=event,
        feed=feed if isinstance(feed, str) else "",
        sources=tuple(sources) if is_list and sources is not None else (),
        seen_at=_moment(kept.get("seen_at")),
    )


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return None if moment is None or moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
