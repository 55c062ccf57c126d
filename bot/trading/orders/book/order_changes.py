"""What a line of the journal changes in the book of orders."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.domain import ExitReason, JournalKind, JournalLine, TradingState
from bot.domain.orders import OrderPurpose, OrderState
from bot.trading.orders.book.executions import base_change
from bot.trading.orders.book.intents import records_of, terms_in
from bot.trading.orders.book.order_book import OrderBook
from bot.trading.orders.book.order_record import OrderRecord

_ZERO = Decimal(0)
_MOST_ORDERS = 64


def book_after(book: OrderBook, line: JournalLine) -> OrderBook:
    """The book with one more line. A line that comes again changes nothing."""
    change = _CHANGES.get(line.kind)
    return book if change is None else change(book, line)


def _still_of_use(orders: Mapping[str, OrderRecord]) -> Mapping[str, OrderRecord]:
    """Without the oldest of many that ended and executed nothing: a stop that trails is replaced
    at many candles.
    """
    if len(orders) <= _MOST_ORDERS:
        return orders
    newest = list(orders)[-_MOST_ORDERS // 2 :]
    return {
        key: order
        for key, order in orders.items()
        if key in newest or order.executed > 0 or not order.is_settled
    }


def _intended(book: OrderBook, line: JournalLine) -> OrderBook:
    begun = {each.client_id: each for each in records_of(line.client_id or "", line.details)}
    if begun.keys() & book.orders.keys():
        return book
    orders = {**_still_of_use(book.orders), **begun}
    after = replace(book, orders=orders, attempts=book.attempts + 1)
    if line.details["purpose"] == "protection":
        return _protected(after, line.details)
    if line.details["purpose"] != OrderPurpose.ENTRY:
        return after
    candle = datetime.fromisoformat(line.details["candle"])
    return replace(
        after,
        orders=begun,
        trade_ids=frozenset(),
        entered=_ZERO,
        entry_cost=_ZERO,
        terms=terms_in(line.details),
        candle=candle,
        best=_ZERO,
        first=None,
        last_stop=None,
        attempts=book.attempts + 1 if candle == book.candle else 1,
        closing=None,
        dust=None,
    )


def _protected(book: OrderBook, details: Mapping[str, Any]) -> OrderBook:
    """With a stop, and a target where the venue has pairs, that are to rest from now on."""
    stop, target = Decimal(details["stop_price"]), details["target_price"]
    if book.best > 0:
        return replace(book, last_stop=stop)
    first = stop, None if target is None else Decimal(target)
    return replace(book, first=first, last_stop=stop)


def _requested(book: OrderBook, line: JournalLine) -> OrderBook:
    if line.details["action"] == "cancel":
        return book
    return book.changed(line.client_id or "", lambda order: order.requested(line.at))


def _rejected(book: OrderBook, line: JournalLine) -> OrderBook:
    if line.details.get("action") == "cancel":
        return book
    return book.changed(line.client_id or "", OrderRecord.rejected)


def _unknown(book: OrderBook, line: JournalLine) -> OrderBook:
    if line.details.get("action") == "cancel":
        return book
    return book.changed(line.client_id or "", OrderRecord.unanswered)


def _missing(book: OrderBook, line: JournalLine) -> OrderBook:
    return book.changed(line.client_id or "", lambda order: order.missing(line.at))


def _reported(book: OrderBook, line: JournalLine) -> OrderBook:
    told = line.details
    return book.changed(
        line.client_id or "",
        lambda order: order.reported_as(
            OrderState(told["state"]),
            told["venue_order_id"],
            Decimal(told["filled"]),
            Decimal(told["quantity"]),
        ),
    )


def _filled(book: OrderBook, line: JournalLine) -> OrderBook:
    details: Mapping[str, Any] = line.details
    if details["trade_id"] in book.trade_ids:
        return book
    quantity = Decimal(details["quantity"])
    after = replace(
        book.changed(line.client_id or "", lambda order: order.filled(quantity)),
        trade_ids=book.trade_ids | {details["trade_id"]},
        position=book.position + base_change(details),
    )
    if details["exit_reason"] is not None:
        return after
    return replace(
        after,
        entered=book.entered + quantity,
        entry_cost=book.entry_cost + quantity * Decimal(details["price"]),
    )


def _noted(book: OrderBook, line: JournalLine) -> OrderBook:
    closing, best = line.details.get("closing"), line.details.get("best")
    if best is not None:
        return replace(book, best=Decimal(best))
    if closing is not None:
        return replace(book, closing=ExitReason(closing))
    return replace(book, dust=line.details["sentence"]) if line.details.get("dust") else book


def _stated(state: TradingState) -> Callable[[OrderBook, JournalLine], OrderBook]:
    def change(book: OrderBook, line: JournalLine) -> OrderBook:
        if state is TradingState.REDUCING and book.trading_state is TradingState.HALTED:
            return book
        return replace(book, trading_state=state, stated_because=line.details["reason"])

    return change


_CHANGES: Mapping[JournalKind, Callable[[OrderBook, JournalLine], OrderBook]] = {
    JournalKind.INTENT: _intended,
    JournalKind.REQUEST: _requested,
    JournalKind.REPORT: _reported,
    JournalKind.FILL: _filled,
    JournalKind.REJECTED: _rejected,
    JournalKind.UNKNOWN: _unknown,
    JournalKind.MISSING: _missing,
    JournalKind.NOTE: _noted,
    JournalKind.HALT: _stated(TradingState.HALTED),
    JournalKind.REDUCE: _stated(TradingState.REDUCING),
    JournalKind.RESUME: _stated(TradingState.ACTIVE),
}
