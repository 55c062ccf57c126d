"""Executions: how the journal keeps them, and what they come to in the books."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from bot.domain import ExitReason, Fill, JournalLine, Side, rfc3339, timeframe_delta
from bot.domain.orders import MarketRules, VenueFill
from bot.trading.orders.book.order_book import OrderBook
from bot.trading.orders.book.order_record import OrderRecord

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)


def fill_details(
    fill: VenueFill, record: OrderRecord, *, rate: Decimal, base_fee: Decimal
) -> dict[str, Any]:
    """The details of an execution's line.

    `rate` is what one unit of its fee is worth in quote, `base_fee` how much of the fee was taken
    from what is held.
    """
    return {
        "trade_id": fill.trade_id,
        "venue_order_id": fill.venue_order_id,
        "side": fill.side,
        "quantity": str(fill.quantity),
        "price": str(fill.price),
        "fee": str(fill.fee),
        "fee_asset": fill.fee_asset,
        "rate": str(rate),
        "base_fee": str(base_fee),
        "at": rfc3339(fill.at),
        "exit_reason": record.exit_reason,
    }


def base_fee_of(fill: VenueFill, rules: MarketRules, held: Decimal) -> Decimal:
    """How much of a fee was taken from what is held: all of it of what was bought.

    Of a sale only as much as the sale leaves: the rest was paid with other coins of the account.
    """
    if fill.fee_asset != rules.base:
        return Decimal(0)
    if fill.side is Side.BUY:
        return fill.fee
    return min(fill.fee, max(held - fill.quantity, Decimal(0)))


def write_off_details(
    *,
    quantity: Decimal,
    price: Decimal,
    side: Side,
    reason: ExitReason,
    book: OrderBook,
    at: datetime,
) -> dict[str, Any]:
    """A remainder that cannot be sold leaves the books at a price, and costs what it was worth.

    So the position ends at 0, and no cash is booked that did not move. Its id names the entry that
    it is left of: the moment alone would not do, since a clock that was ahead may stand still.
    """
    entered = "" if book.candle is None else f"{rfc3339(book.candle)}-"
    return {
        "trade_id": f"written-off-{entered}{book.attempts}-{rfc3339(at)}",
        "venue_order_id": "",
        "side": side,
        "quantity": str(quantity),
        "price": str(price),
        "fee": str(quantity * price),
        "fee_asset": "",
        "rate": "1",
        "base_fee": "0",
        "at": rfc3339(at),
        "exit_reason": reason,
        "written_off": True,
    }


def base_change(details: Mapping[str, Any]) -> Decimal:
    """By how much an execution made what is held more (+) or less (-), its fee in base with it."""
    sign = Side(details["side"]).sign
    return sign * Decimal(details["quantity"]) - Decimal(details["base_fee"])


def booked_fill(line: JournalLine, timeframe: str, book: OrderBook) -> Fill:
    """The fill of the books, in exact numbers; `book` is the one with its line.

    A fee in base makes the quantity of a purchase smaller (that of a sale larger) and is a fee of
    its worth, so that base and cash are both conserved.
    """
    details = line.details
    price, at = Decimal(details["price"]), datetime.fromisoformat(details["at"])
    reason = details["exit_reason"]
    return Fill(
        symbol=line.symbol or "",
        trade_id=details["trade_id"],
        side=Side(details["side"]),
        quantity=_number(abs(base_change(details))),
        price=_number(price),
        fee=_number(Decimal(details["fee"]) * Decimal(details["rate"])),
        filled_at=at,
        candle_time=candle_of(at, timeframe),
        exit_reason=None if reason is None else ExitReason(reason),
        signal_id=None if reason is not None else book.signal_id,
        bracket=None if reason is None else book.bracket,
    )


def candle_of(at: datetime, timeframe: str) -> datetime:
    """The open time of the candle that a moment lies in; weeks begin on Monday."""
    length = timeframe_delta(timeframe)
    origin = _MONDAY if length % timedelta(weeks=1) == timedelta(0) else _EPOCH
    return origin + (at - origin) // length * length


def _number(value: Decimal) -> float:
    """The books are a fold over numbers of one kind, exact ones here (docs/adr/0009)."""
    return cast(float, value)
