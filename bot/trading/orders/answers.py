"""What a venue says of our orders, written down."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from bot.domain import JournalKind, Venue, rfc3339
from bot.domain.errors import DataError, ExchangeError, ExchangeUnavailable
from bot.domain.orders import MarketRules, OrderReport, VenueFill
from bot.trading.orders.book import OrderRecord, WrittenLines, base_fee_of, fill_details
from bot.trading.orders.reconciliation import (
    Adopt,
    Finding,
    GiveUp,
    Miss,
    Snapshot,
    conflict,
    reconcile,
)
from bot.trading.orders.statements import Statements


class Answers:
    """Holds what the venue says against the journal, and writes down what the journal lacks."""

    def __init__(self, venue: Venue, written: WrittenLines, statements: Statements) -> None:
        self._venue = venue
        self._written = written
        self._statements = statements

    def take(self, snapshot: Snapshot) -> None:
        """Write down what a snapshot tells of our orders; what it cannot explain halts entries."""
        was_entering = self._written.book.is_entering
        for finding in reconcile(self._written.book, snapshot):
            self._write_down(finding)
        book = self._written.book
        reason = None if was_entering else conflict(book, snapshot, self._venue.rules(book.symbol))
        if reason is not None:
            self._statements.halt(reason)

    def adopt(self, report: OrderReport) -> None:
        """Write down what is new in a report of an order of ours, and its executions."""
        record = self._written.book.orders.get(report.client_id)
        if record is None:
            return
        after = record.reported_as(
            report.state, report.venue_order_id, report.filled, report.quantity
        )
        if after != record:
            self._written.tell(JournalKind.REPORT, report.client_id, **_report_details(report))
        self._adopt_fills(after, report.fills)

    def _write_down(self, finding: Finding) -> None:
        match finding:
            case Adopt(report=report):
                self.adopt(report)
            case Miss(client_id=client_id):
                self._written.tell(JournalKind.MISSING, client_id)
            case GiveUp(client_id=client_id):
                reason = "the venue does not know such an order"
                self._written.tell(JournalKind.REJECTED, client_id, reason=reason)

    def _adopt_fills(self, record: OrderRecord, brought: Sequence[VenueFill]) -> None:
        book, rules = self._written.book, self._venue.rules(self._written.book.symbol)
        fills = brought
        if sum(fill.quantity for fill in fills) < record.reported > record.executed:
            fills = self._venue.fills_of(book.symbol, record.venue_order_id)
        fresh = {fill.trade_id: fill for fill in fills if fill.trade_id not in book.trade_ids}
        worth = cache(self._worth)
        for fill in sorted(fresh.values(), key=lambda each: each.at):
            base_fee = base_fee_of(fill, rules, self._written.book.position)
            rate = _fee_rate(fill, rules, worth)
            details = fill_details(fill, record, rate=rate, base_fee=base_fee)
            self._written.tell_fill(record.client_id, details, fill.at)

    def _worth(self, asset: str) -> Decimal:
        """What one unit of an asset is worth in quote currency; 0 where nobody says, told."""
        try:
            quote = self._venue.rules(self._written.book.symbol).quote
            return self._venue.quote(f"{asset}/{quote}").bid
        except ExchangeUnavailable:
            raise
        except (DataError, ExchangeError) as error:
            self._statements.note(f"fees in {asset} are not counted, no price: {error}")
            return Decimal(0)


def _fee_rate(fill: VenueFill, rules: MarketRules, worth: Callable[[str], Decimal]) -> Decimal:
    """What one unit of a fill's fee is worth in quote currency."""
    if fill.fee_asset == rules.quote or fill.fee == 0:
        return Decimal(1)
    return fill.price if fill.fee_asset == rules.base else worth(fill.fee_asset)


def _report_details(report: OrderReport) -> dict[str, Any]:
    return {
        "state": report.state,
        "venue_order_id": report.venue_order_id,
        "quantity": str(report.quantity),
        "filled": str(report.filled),
        "price": None if report.price is None else str(report.price),
        "stop_price": None if report.stop_price is None else str(report.stop_price),
        "at": None if report.at is None else rfc3339(report.at),
    }
