"""An event that came from news feeds, and what is kept beside it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.macro_event import MacroEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsEvent:
    """An event of the news file.

    `feed` is the feed that told it first, `sources` are all who carried the story, and `seen_at`
    is when it was first read, aware UTC. Each is empty or None in an event that a person wrote
    into the file.
    """

    event: MacroEvent
    feed: str = ""
    sources: tuple[str, ...] = ()
    seen_at: datetime | None = None
