"""A page of a list that has no file of its own to point into: by the time of its items."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from api.records.mark import Mark
from bot.domain import Page
from bot.domain.errors import ConfigError

T = TypeVar("T")


def mark_of_list(name: str, cursor: str | None) -> Mark | None:
    """The mark that a page of the list gave out; ConfigError for one of another list."""
    mark = None if cursor is None else Mark.of_text(cursor)
    if mark is not None and mark.symbol != name:
        raise ConfigError("need a cursor that this list gave out")
    return mark


def page_by_time(
    items: Sequence[T], moment_of: Callable[[T], datetime], name: str, limit: int, mark: Mark | None
) -> Page[T]:
    """At most `limit` items after the mark; `items` are those not after its moment, newest first.

    The last items of one moment are told apart by how many of them a page has had.
    """
    passed = 0
    if mark is not None:
        passed = sum(moment_of(item) == mark.at for item in items[: mark.count])
    end = passed + limit
    if len(items) <= end:
        return Page(items=list(items[passed:]), older=None)
    at = moment_of(items[end - 1])
    count = sum(moment_of(item) == at for item in items[:end])
    return Page(items=list(items[passed:end]), older=Mark(at, name, count).text)
