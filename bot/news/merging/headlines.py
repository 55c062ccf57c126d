"""Items of a feed as headlines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain import Headline
from bot.news.feeds import Feed
from bot.news.merging.links import clean_link
from bot.news.parsing import FeedItem

AHEAD_AT_MOST = timedelta(minutes=10)
"""So far ahead of ours a server's clock may be."""
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Dates before this one, such as 1970-01-01, stand for none."""
_AGGREGATOR = "news.google.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines:
    """A feed's headlines in its order; `ahead` of them were dated in the future."""

    headlines: tuple[Headline, ...]
    ahead: int = 0


def headlines_of(feed: Feed, items: Iterable[FeedItem], now: datetime) -> Headlines:
    """The items with what the feed says of itself.

    An item dated later than `now` counts as one without a date: the bot knows it now.
    """
    items = tuple(items)
    latest = now + AHEAD_AT_MOST
    ahead = [item.published_at is not None and item.published_at > latest for item in items]
    return Headlines(
        headlines=tuple(_headline(feed, item, latest) for item in items), ahead=sum(ahead)
    )


def _headline(feed: Feed, item: FeedItem, latest: datetime) -> Headline:
    url = None if item.url is None else clean_link(item.url)
    title, publisher = _without_publisher(item.title, item.publisher, url)
    return Headline(
        title=title,
        summary="" if _adds_nothing(item.summary, title) else item.summary,
        url=url,
        published_at=_believed(item.published_at, latest),
        source=publisher or feed.name,
        category=feed.category,
        weight=feed.weight,
        language=feed.language,
    )


def _believed(moment: datetime | None, latest: datetime) -> datetime | None:
    """A moment that news can be of: no feed is older than the first ones, or from the future."""
    return moment if moment is not None and EARLIEST <= moment <= latest else None


def _without_publisher(
    title: str, publisher: str | None, url: str | None
) -> tuple[str, str | None]:
    """An aggregator ends each title in " - Publisher", which is no part of the story."""
    before, dash, last = title.rpartition(" - ")
    is_publisher = last == publisher or (publisher is None and _AGGREGATOR in (url or ""))
    return (before, last) if dash and before.strip() and is_publisher else (title, publisher)


def _adds_nothing(summary: str, title: str) -> bool:
    """Whether a summary is the title again, with a publisher's name at most."""
    return summary.startswith(title) and len(summary) - len(title) < 40
