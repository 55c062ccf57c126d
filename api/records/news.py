"""Macro events on file, newest first, between two moments."""

from collections.abc import Iterable
from datetime import datetime

from api.events import newest_first, place_in_time
from api.records.by_time import mark_of_list, page_by_time
from bot.domain import MacroEvent, Page

_LIST = "news"


def events_between(
    events: Iterable[MacroEvent],
    symbol: str | None,
    since: datetime | None,
    until: datetime | None,
) -> list[MacroEvent]:
    """Those that concern the symbol (None: any), published from `since` on and before `until`.

    What has no date comes last, and only where no moment is asked for.
    """
    chosen = [
        event
        for event in events
        if _is_between(event.published_at, since, until)
        and (symbol is None or event.bias_for(symbol) is not None)
    ]
    return newest_first(chosen)


def news_page(events: list[MacroEvent], limit: int, cursor: str | None) -> Page[MacroEvent]:
    """At most `limit` of the events, which are newest first, from a page's end on.

    ConfigError for a cursor that no page gave out.
    """
    mark = mark_of_list(_LIST, cursor)
    following = [event for event in events if mark is None or place_in_time(event) <= mark.at]
    return page_by_time(following, place_in_time, _LIST, limit, mark)


def _is_between(at: datetime | None, since: datetime | None, until: datetime | None) -> bool:
    if at is None:
        return since is None and until is None
    return (since is None or at >= since) and (until is None or at < until)
