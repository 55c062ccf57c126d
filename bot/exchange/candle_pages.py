"""Reading many candles from an exchange that answers page by page."""

from collections.abc import Callable
from typing import Any

PAGE = 1000
# After so many empty stretches there is nothing older: outages have been shorter than this.
_EMPTY_STRETCHES = 2

Row = list[Any]
FetchPage = Callable[[int, int], list[Row]]


def newest_candles(fetch_page: FetchPage, *, now: int, length: int, limit: int) -> list[Row]:
    """The newest `limit` rows whose candle has closed by `now`, ascending, each once.

    Times are milliseconds; a row starts with its open time, and `length` is the candle's.
    `fetch_page(since, limit)` answers up to `limit` rows from `since` on, ascending, maybe fewer.
    Where candles are missing, older ones are read in their place.
    """
    rows: list[Row] = []
    end = now - length + 1
    empty = 0
    while len(rows) < limit and empty < _EMPTY_STRETCHES and end > 0:
        candles = limit if not rows and not empty else max(limit - len(rows), PAGE)
        start = max(0, end - candles * length)
        older = _stretch(fetch_page, start, end, length)
        empty = 0 if older else empty + 1
        rows = older + rows
        end = start
    return rows[-limit:]


def span_of_page(page: list[Row], rows: list[Row], *, since: int, before: int, length: int) -> int:
    """Until which open time (ms, itself not included) an answered page tells all candles.

    `page` is the answer to a request from `since` on, `rows` those of it before `before`. An empty
    page tells of its own length only: some exchanges look no further than that.
    """
    if len(page) > len(rows):
        return before
    return int(rows[-1][0]) + length if rows else min(since + PAGE * length, before)


def _stretch(fetch_page: FetchPage, start: int, end: int, length: int) -> list[Row]:
    """All rows with start <= open time < end."""
    rows: list[Row] = []
    since = start
    while since < end:
        wanted = min(PAGE, -(-(end - since) // length))
        page = [row for row in fetch_page(since, wanted) if since <= row[0] < end]
        if not page:
            break
        rows += page
        since = page[-1][0] + length
    return rows
