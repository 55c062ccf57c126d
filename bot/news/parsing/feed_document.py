"""From the bytes of a feed to its items."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from bot.news.parsing.charset import decoded
from bot.news.parsing.dates import moment_of
from bot.news.parsing.kinds import is_feed, is_html_page, other_kind, without_doctype
from bot.news.parsing.plain_text import plain_text

LONGEST_TITLE = 300
LONGEST_SUMMARY = 600
LONGEST_URL = 2_000
_DATE_FIELDS = ("published", "created", "updated")
"""What says when an item came, the first that is there; an update is later than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """What a server sent: `content_type` is its header, `url` where the answer came from."""

    body: bytes
    content_type: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item: plain text, `published_at` aware UTC or None, `url` as the feed has it.

    `publisher` is whom an aggregator names as the item's source.
    """

    title: str
    summary: str
    url: str | None
    published_at: datetime | None
    publisher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItems:
    """The items in the feed's order; `without_text` counts those that say nothing.

    `refusal` says what the document is where it is no feed.
    """

    items: tuple[FeedItem, ...] = ()
    without_text: int = 0
    refusal: str | None = None


def read_feed(document: FeedDocument) -> FeedItems:
    """The items of an RSS or Atom feed, also of an ill-formed one as far as it can be read."""
    text = decoded(document.body, document.content_type)
    if not text.strip() or is_html_page(text):
        return FeedItems(refusal=f"the answer is {other_kind(text)}")
    parsed = feedparser.parse(
        without_doctype(text).encode("utf-8", "replace"),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,  # only links count, and markup is dropped
        sanitize_html=False,
    )
    if not parsed.entries and not parsed.version and not is_feed(text):
        return FeedItems(refusal=f"the answer is {other_kind(text)}")
    read = [_item(entry, document.url) for entry in parsed.entries]
    items = tuple(item for item in read if item is not None)
    return FeedItems(items=items, without_text=len(read) - len(items))


def _item(entry: dict[str, Any], base: str) -> FeedItem | None:
    title = plain_text(_text(entry, "title"), LONGEST_TITLE)
    summary = plain_text(_summary(entry), LONGEST_SUMMARY)
    publisher = _publisher(entry)
    title, summary = (title or summary[:LONGEST_TITLE]), (summary if title else "")
    if not title:
        return None
    return FeedItem(
        title=title,
        summary=summary,
        url=_link(entry, base),
        published_at=_published_at(entry),
        publisher=publisher,
    )


def _text(entry: dict[str, Any], name: str) -> str:
    value = dict.get(entry, name)  # feedparser's own get falls back to others, and warns of it
    return value if isinstance(value, str) else ""


def _summary(entry: dict[str, Any]) -> str:
    contents = entry.get("content")
    summary = _text(entry, "summary")
    if summary or not isinstance(contents, list):
        return summary
    values = (content.get("value") for content in contents if isinstance(content, Mapping))
    return next((value for value in values if isinstance(value, str) and value), "")


def _publisher(entry: dict[str, Any]) -> str | None:
    source = entry.get("source")
    title = source.get("title") if isinstance(source, Mapping) else None
    return (plain_text(title, 100) or None) if isinstance(title, str) else None


def _link(entry: dict[str, Any], base: str) -> str | None:
    written = "".join(_text(entry, "link").split())
    if not written or len(written) > LONGEST_URL:
        return None
    try:
        return urljoin(base, written)
    except ValueError:  # such as an address in brackets that is none
        return None


def _published_at(entry: dict[str, Any]) -> datetime | None:
    for name in _DATE_FIELDS:
        if text := _text(entry, name):
            moment = moment_of(text)
            if moment is None:
                moment = _as_feedparser_read(dict.get(entry, f"{name}_parsed"))
            if moment is not None:
                return moment
    return None


def _as_feedparser_read(moment: object) -> datetime | None:
    """For the forms that feedparser knows beyond ours: Greek, Hungarian, Korean dates."""
    if not isinstance(moment, tuple):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC)
    except (ValueError, OverflowError, OSError):
        return None
