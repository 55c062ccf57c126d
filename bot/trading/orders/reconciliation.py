"""The journal held against what the venue says: which lines the journal lacks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.orders import Balance, MarketRules, OrderReport, OrderState
from bot.trading.orders.book import OrderBook, OrderRecord
from bot.trading.orders.client_ids import OUR_PREFIX

LEAST_MISSES = 3
SURELY_GONE = timedelta(seconds=10)
"""A request is refused by the venue 5 s after it was made (recvWindow): it cannot arrive later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What the venue said at a moment of its time.

    `open_orders` are all that rest in the market, None = not asked. `asked` are the answers for
    orders by client id. `base` is the balance of the market's base asset, asked for before the
    orders were; None = not asked.
    """

    at: datetime
    open_orders: tuple[OrderReport, ...] | None = None
    asked: Mapping[str, OrderReport | None]
    base: Balance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """Write down what the venue says of an order of ours, and its fills."""

    report: OrderReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Write down that the venue knows no such order now."""

    client_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """Write down that an order never arrived, or is gone."""

    client_id: str


Finding = Adopt | Miss | GiveUp


def reconcile(book: OrderBook, snapshot: Snapshot) -> tuple[Finding, ...]:
    """What the journal lacks of what the venue says of our orders.

    An order is ours only where the journal holds its id; other ones are never touched. That the
    venue knows no such order is believed after three answers over ten seconds.
    """
    return tuple(_of_orders(book, snapshot))


def conflict(book: OrderBook, snapshot: Snapshot, rules: MarketRules) -> str | None:
    """What cannot be explained by our orders, `book` having taken in the snapshot; None = nothing.

    An order with our prefix that the journal does not hold is another bot's on this account. The
    balance is held against what was there before the orders were asked for: a fill of ours since
    then makes what is held less, never more.
    """
    for report in snapshot.open_orders or ():
        if report.client_id.startswith(OUR_PREFIX) and report.client_id not in book.orders:
            return (
                f"an order {report.client_id} rests in {book.symbol} that this bot did not send: "
                "another bot trades on this account; stop one of the two, then resume"
            )
    if snapshot.base is None or book.is_entering or book.in_doubt:
        return None
    if snapshot.base.total < rules.quantity_down(book.sellable):
        return (
            f"the account holds {snapshot.base.total:f} for {book.symbol} where this bot bought "
            f"{book.sellable:f}: something else sold of it; look at the account, then resume"
        )
    return None


def _of_orders(book: OrderBook, snapshot: Snapshot) -> Iterator[Finding]:
    reports = {report.client_id: report for report in snapshot.open_orders or ()}
    for key, order in book.orders.items():
        report = reports.get(key) or snapshot.asked.get(key)
        if report is not None:
            if _is_news(order, report):
                yield Adopt(report=report)
        elif key in snapshot.asked and not order.state.is_final:
            yield Miss(client_id=key)
            if _is_gone(order.missing(snapshot.at), snapshot.at):
                yield GiveUp(client_id=key)


def _is_news(order: OrderRecord, report: OrderReport) -> bool:
    if report.filled > min(order.reported, order.executed):
        return True
    if order.state in (OrderState.FILLED, OrderState.CANCELED):
        return False  # an end stays the end, whatever an older answer says
    return report.state is not order.state or order.missed > 0 or not order.venue_order_id


def _is_gone(order: OrderRecord, at: datetime) -> bool:
    since = order.missed_since or at
    return order.missed >= LEAST_MISSES and at - since >= SURELY_GONE
