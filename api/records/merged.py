"""The histories of several symbols as one list, newest first, page by page."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from api.account import Account
from api.records.mark import EPOCH, MICROSECOND, Mark
from bot.domain import CandleRecord, EquityPoint, SignalEvent, Trade, moment_of
from bot.domain.orders import OrderStory

R = TypeVar("R", SignalEvent, EquityPoint, Trade, OrderStory, CandleRecord)
_LARGEST_CHUNK = 200


@dataclass(frozen=True, slots=True)
class MergedPage(Generic[R]):
    """Records of several symbols, newest first; `older` is the cursor of the page that follows."""

    items: list[R]
    older: str | None


def merged_page(
    accounts: Sequence[Account],
    kind: type[R],
    limit: int,
    cursor: str | None,
) -> MergedPage[R]:
    """At most `limit` records, by moment and then by symbol; read only as far as they are needed.

    ConfigError for a cursor that no page gave out.
    """
    mark = None if cursor is None else Mark.of_text(cursor)
    chunk = min(_LARGEST_CHUNK, 2 + 2 * limit // max(len(accounts), 1))
    parts = [_from_mark(account, kind, mark, chunk) for account in accounts]
    merged = heapq.merge(*parts, key=lambda each: (each[0], each[1]))
    taken = list(islice(merged, limit + 1))
    items = [record for _, _, record in taken[:limit]]
    is_last = len(taken) <= limit
    return MergedPage(items, None if is_last else _mark_after(taken[:limit], mark).text)


Keyed = tuple[float, str, R]
"""Minus the moment's microseconds and the symbol, by which records are merged, and the record."""


def _from_mark(
    account: Account,
    kind: type[R],
    mark: Mark | None,
    chunk: int,
) -> Iterator[Keyed[R]]:
    """A symbol's records after the mark, newest first."""
    cursor: str | None = None
    if mark is not None:
        cursor = account.store.cursor_before(kind, mark.at + MICROSECOND)
        if cursor is None:
            return
    seen = 0
    while True:
        page = account.store.page(kind, chunk, cursor)
        for record in page.items:
            at = moment_of(record)
            if mark is not None and at >= mark.at:
                seen += at == mark.at
                if at > mark.at or account.symbol < mark.symbol:
                    continue
                if account.symbol == mark.symbol and seen <= mark.count:
                    continue
            yield -((at - EPOCH) // MICROSECOND), account.symbol, record
        cursor = page.older
        if cursor is None:
            return


def _mark_after(taken: Sequence[Keyed[R]], before: Mark | None) -> Mark:
    key, symbol, last = taken[-1]
    count = sum((each[0], each[1]) == (key, symbol) for each in taken)
    at = moment_of(last)
    if before is not None and (before.at, before.symbol) == (at, symbol):
        count += before.count
    return Mark(at, symbol, count)
