"""What is newer than a moment in a history."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.domain import Page

MOST_MISSED = 1_000
_FIRST_LOOK = 8

Pages = Callable[[int], Page[Any]]
"""The newest records of a history, that many at most, newest first."""


class TooMuchMissed(Exception):
    """More was missed than is told one by one."""


def microseconds(moment: datetime) -> int:
    """Since the epoch."""
    return round(moment.timestamp() * 1_000_000)


def newer(
    pages: Pages, moment_of: Callable[[Any], datetime | None], after: int | None
) -> list[tuple[int, Any]]:
    """The records after a moment (None: all), oldest first, each with its moment.

    TooMuchMissed where they are more than MOST_MISSED.
    """
    look = _FIRST_LOOK
    while True:
        page = pages(look)
        timed = ((moment_of(record), record) for record in page.items)
        stamped = [(microseconds(at), record) for at, record in timed if at is not None]
        fresh = [(at, record) for at, record in stamped if after is None or at > after]
        if len(fresh) > MOST_MISSED:
            raise TooMuchMissed
        if len(fresh) < len(page.items) or page.older is None:
            return fresh[::-1]
        look *= 8
