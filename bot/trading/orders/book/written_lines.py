"""The lines of one symbol: written to the journal, and folded at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.domain import Clock, Fill, JournalKind, JournalLine, OrderJournal
from bot.domain.errors import StateError
from bot.trading.books import Ledger
from bot.trading.orders.book.executions import booked_fill
from bot.trading.orders.book.order_book import OrderBook
from bot.trading.orders.book.order_changes import book_after
from bot.trading.orders.book.stories import Stories


class WrittenLines:
    """Orders and money of one symbol as its lines in the journal tell them.

    `book` and `ledger` are folds over the lines, in this run as after a restart. A line is of the
    `clock`'s time. One that the journal could not take is folded all the same where it is a fact,
    and written as soon as the journal can be written again: `fault` tells until then.
    """

    def __init__(
        self,
        *,
        symbol: str,
        timeframe: str,
        ledger: Ledger,
        clock: Clock,
        journal: OrderJournal,
        lines: Iterable[JournalLine],
    ) -> None:
        self._symbol = symbol
        self._clock = clock
        self._timeframe = timeframe
        self._journal = journal
        self._waiting: list[JournalLine] = []
        self.fault: str | None = None
        self.book = OrderBook(symbol=symbol)
        self.ledger = ledger
        self.fills: list[Fill] = []
        self.stories = Stories()
        for line in lines:
            self._fold(line)

    def intend(self, client_id: str, details: Mapping[str, Any], *, is_entry: bool) -> None:
        """Write what is to be sent. StateError where the journal cannot take an entry: none is
        sent then. The exit and the protection of what is held go on without it.
        """
        self._write(self._line(JournalKind.INTENT, client_id, details), is_needed=is_entry)

    def request(self, client_id: str, action: str, *, is_entry: bool = False) -> None:
        """Write that a request is about to leave; StateError as `intend`."""
        line = self._line(JournalKind.REQUEST, client_id, {"action": action})
        self._write(line, is_needed=is_entry)

    def tell(self, kind: JournalKind, client_id: str | None = None, **details: Any) -> None:
        """Write a fact; it holds whether the journal can take it now or later."""
        self._write(self._line(kind, client_id, details), is_needed=False)

    def tell_fill(self, client_id: str | None, details: Mapping[str, Any], at: datetime) -> None:
        """Write an execution as a fact of its own time."""
        self._write(self._line(JournalKind.FILL, client_id, details, at), is_needed=False)

    def catch_up(self) -> None:
        """Write what waits, where the journal can be written again."""
        try:
            self._flush()
            self.fault = None
        except StateError as error:
            self._told(error)

    def _line(
        self,
        kind: JournalKind,
        client_id: str | None,
        details: Mapping[str, Any],
        at: datetime | None = None,
    ) -> JournalLine:
        at = at or self._clock.now()
        return JournalLine(
            at=at, kind=kind, symbol=self._symbol, client_id=client_id, details=details
        )

    def _write(self, line: JournalLine, *, is_needed: bool) -> None:
        try:
            self._append(line)
            self.fault = None
        except StateError as error:
            if is_needed:
                raise
            self._waiting.append(line)
            self._told(error)
        self._fold(line)

    def _append(self, line: JournalLine) -> None:
        self._flush()
        self._journal.append(line)

    def _flush(self) -> None:
        while self._waiting:
            self._journal.append(self._waiting[0])
            del self._waiting[0]

    def _told(self, error: StateError) -> None:
        self.fault = f"the journal of orders cannot be written, nothing is entered: {error}"

    def _fold(self, line: JournalLine) -> None:
        before = self.book
        self.book = book_after(before, line)
        self.stories.after(line, self.book)
        if line.kind is JournalKind.FILL and self.book is not before:
            fill = booked_fill(line, self._timeframe, self.book)
            self.ledger = self.ledger.after([fill]).ledger
            self.fills.append(fill)


def journal_by_symbol(lines: Iterable[JournalLine]) -> dict[str, list[JournalLine]]:
    """The lines of each symbol, oldest first; the journal is read once for all symbols."""
    by_symbol: dict[str, list[JournalLine]] = {}
    for line in lines:
        if line.symbol is not None:
            by_symbol.setdefault(line.symbol, []).append(line)
    return by_symbol
