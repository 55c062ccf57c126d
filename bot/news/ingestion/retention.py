"""How much news is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain import NewsEvent

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The newest `events` of at most `days` are kept; both are above 0."""

    days: float
    events: int

    def floor(self, on_file: Sequence[NewsEvent], now: datetime) -> datetime:
        """What is older is not taken in: too old, or older than all of a file that is full.

        Without the second rule a feed's oldest items would come and go with every run.
        """
        oldest = now - timedelta(days=self.days)
        if len(on_file) < self.events:
            return oldest
        return max(oldest, sorted(map(_moment, on_file))[-self.events])

    def kept(self, events: Sequence[NewsEvent], now: datetime) -> tuple[NewsEvent, ...]:
        """The events that stay, oldest first; one without a date is the last that would go."""
        oldest = now - timedelta(days=self.days)
        young = [event for event in events if _moment(event) >= oldest]
        return tuple(sorted(young, key=_moment)[-self.events :])


def _moment(news: NewsEvent) -> datetime:
    return news.event.published_at or _LAST
