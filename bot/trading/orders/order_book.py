"""Orders and position of one symbol: a fold over its lines in the journal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.domain import ExitReason, JournalKind, JournalLine, Side, TradingState
from bot.domain.orders import OrderPurpose, OrderState
from bot.trading.orders.executions import base_change
from bot.trading.orders.intents import EntryTerms, records_of, terms_in
from bot.trading.orders.order_record import OrderRecord

_ZERO = Decimal(0)
_MOST_ORDERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBook:
    """What the journal says of a symbol: orders since the last entry's intent, and what is held.

    `position` is the sum of the fills, in base; `entered` and `entry_cost` (in quote) those of the
    entry. `terms` and `candle` are those of the last entry; `candle` outlives it, since a candle is
    entered on once; `best` is the best price of a closed candle since, where a stop trails.
    `attempts` counts intents for that entry, by which ids differ. `closing` is why what is held is
    to be sold, `dust` a sentence on what was left of it. `trade_ids` are those that were counted
    since the last entry.
    """

    symbol: str
    orders: Mapping[str, OrderRecord] = field(default_factory=dict)
    trade_ids: frozenset[str] = frozenset()
    position: Decimal = _ZERO
    entered: Decimal = _ZERO
    entry_cost: Decimal = _ZERO
    terms: EntryTerms | None = None
    candle: datetime | None = None
    best: Decimal = _ZERO
    attempts: int = 0
    closing: ExitReason | None = None
    dust: str | None = None
    trading_state: TradingState = TradingState.ACTIVE
    stated_because: str = ""

    @classmethod
    def of(cls, symbol: str, lines: Iterable[JournalLine]) -> "OrderBook":
        """The fold over lines, oldest first."""
        book = cls(symbol=symbol)
        for line in lines:
            book = book.after(line)
        return book

    @property
    def live(self) -> tuple[OrderRecord, ...]:
        """Orders of which something may still come."""
        return tuple(order for order in self.orders.values() if not order.is_settled)

    @property
    def resting(self) -> tuple[OrderRecord, ...]:
        """Orders that the venue holds open, as far as is known."""
        return tuple(order for order in self.orders.values() if order.state.rests)

    @property
    def in_doubt(self) -> tuple[OrderRecord, ...]:
        """Orders that the venue has to be asked for before anything else is done."""
        return tuple(order for order in self.orders.values() if order.is_in_doubt)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is held and nothing can come."""
        return self.position == 0 and not self.live

    @property
    def is_entering(self) -> bool:
        """Whether the entry may still be executed further."""
        return any(order.purpose is OrderPurpose.ENTRY for order in self.live)

    @property
    def sellable(self) -> Decimal:
        """What is held, less what the venue says was sold and no fill tells yet."""
        gone = sum(
            (order.unitemized for order in self.live if order.side is Side.SELL), start=_ZERO
        )
        return max(self.position - gone, _ZERO)

    @property
    def entry_price(self) -> Decimal:
        """The mean price of the entry's executions."""
        return self.entry_cost / self.entered if self.entered else _ZERO

    @property
    def must_close(self) -> ExitReason | None:
        """Why what is held, or still comes of the entry, is to be sold; None = it is not."""
        return None if self.is_idle else self.closing

    def after(self, line: JournalLine) -> "OrderBook":
        """With one more line. A line that comes again changes nothing."""
        change = _CHANGES.get(line.kind)
        return self if change is None else change(self, line)

    def changed(self, sent_as: str, change: Callable[[OrderRecord], OrderRecord]) -> "OrderBook":
        """With a change to every order of an id, which may be that of a pair."""
        changed = {
            key: change(order)
            for key, order in self.orders.items()
            if sent_as in (order.client_id, order.sent_as)
        }
        return replace(self, orders={**self.orders, **changed}) if changed else self


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
        attempts=book.attempts + 1 if candle == book.candle else 1,
        closing=None,
        dust=None,
    )


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
