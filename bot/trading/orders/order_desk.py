"""Sends the orders of one symbol, each on disk before it leaves, and writes down every answer."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from bot.domain import ExitReason, JournalKind, Side, TradingState, Venue, rfc3339
from bot.domain.errors import (
    DataError,
    ExchangeError,
    ExchangeUnavailable,
    OrderRefused,
    OutcomeUnknown,
    Refusal,
)
from bot.domain.orders import Balance, MarketRules, OrderReport, OrderState, Quote, VenueFill
from bot.trading.orders.executions import base_fee_of, fill_details, write_off_details
from bot.trading.orders.intents import MarketIntent, ProtectionIntent
from bot.trading.orders.order_book import OrderBook
from bot.trading.orders.order_record import OrderRecord
from bot.trading.orders.reconciliation import (
    Adopt,
    Finding,
    GiveUp,
    Miss,
    Snapshot,
    conflict,
    reconcile,
)
from bot.trading.orders.written_lines import WrittenLines


class OrderDesk:
    """Every request of one symbol, and every answer, with its line in the journal.

    An answer that is not certain leaves its order unknown: it is asked for by its id, and never
    sent again. Errors of questions reach the caller; nothing that was known is lost by them.
    """

    def __init__(self, venue: Venue, written: WrittenLines) -> None:
        self._venue = venue
        self._written = written
        self._noted = ""

    @property
    def book(self) -> OrderBook:
        """Orders and position as the journal tells them."""
        return self._written.book

    @property
    def rules(self) -> MarketRules:
        """Steps and limits of the market, as last loaded."""
        return self._venue.rules(self.book.symbol)

    def send(self, intent: MarketIntent) -> Refusal | None:
        """Send a market order once; why it was refused for certain, None = it was not.

        StateError where an entry cannot be written down: nothing was sent.
        """
        order, is_entry = intent.order, intent.terms is not None
        self._written.intend(order.client_id, intent.details, self._venue.now(), is_entry=is_entry)
        return self._asked(
            order.client_id, "send", lambda: (self._venue.send(order),), is_entry=is_entry
        )

    def protect(self, intent: ProtectionIntent) -> Refusal | None:
        """Let a stop, and a target beside it, rest; why it was refused for certain."""
        order = intent.order
        self._written.intend(order.client_id, intent.details, self._venue.now(), is_entry=False)
        return self._asked(order.client_id, "protect", lambda: self._venue.protect(order))

    def cancel(self, record: OrderRecord) -> None:
        """Cancel a resting order and its pair, then ask what became of each."""
        symbol = self.book.symbol
        self._written.request(record.client_id, "cancel", self._venue.now())
        try:
            self._venue.cancel(symbol, record.client_id)
        except OutcomeUnknown as error:
            self._answer(JournalKind.UNKNOWN, record.client_id, error, action="cancel")
        except ExchangeUnavailable:  # silence, or no connection: it never arrived
            raise
        except ExchangeError as error:
            self._answer(JournalKind.REJECTED, record.client_id, error, action="cancel")
        pair = [each for each in self.book.live if each.sent_as == record.sent_as]
        self.look(each.client_id for each in pair)

    def measure_time(self) -> None:
        """Ask the venue for its time: how long an order was in doubt is told by it."""
        self._venue.advance()

    def look(self, client_ids: Iterable[str]) -> None:
        """Ask what became of orders, by their ids."""
        asked = {each: self._venue.order(self.book.symbol, each) for each in client_ids}
        self._take(Snapshot(at=self._venue.now(), asked=asked))

    def look_around(self, *, is_whole: bool) -> None:
        """Ask what rests in the market, and for each order of ours that does not rest any more.

        Where `is_whole` the balance is asked for too, before the orders.
        """
        symbol = self.book.symbol
        base = self.balance(self.rules.base) if is_whole else None
        rest = tuple(self._venue.open_orders(symbol))
        seen = {report.client_id for report in rest}
        gone = [order.client_id for order in self.book.live if order.client_id not in seen]
        asked = {each: self._venue.order(symbol, each) for each in gone}
        self._take(Snapshot(at=self._venue.now(), open_orders=rest, asked=asked, base=base))

    def balance(self, asset: str) -> Balance:
        """What the account has of an asset."""
        return self._venue.balances().get(asset, Balance())

    def quote(self) -> Quote:
        """Best bid and ask now."""
        return self._venue.quote(self.book.symbol)

    def reload_rules(self) -> None:
        """Ask for steps and limits anew."""
        self._venue.reload_rules()

    def drop_unsent(self) -> None:
        """Write that intents without a request were never sent: a run before ended there."""
        for order in self.book.live:
            if order.state is OrderState.INTENDED:
                self._tell(JournalKind.REJECTED, order.client_id, reason="it was never sent")

    def halt(self, reason: str) -> None:
        """Stop entries until a person has looked; written once."""
        self._state(JournalKind.HALT, reason)

    def reduce(self, reason: str) -> None:
        """Take no entries."""
        self._state(JournalKind.REDUCE, reason)

    def resume(self, reason: str) -> None:
        """Take entries again, where they were stopped."""
        if self.book.trading_state is not TradingState.ACTIVE:
            self._state(JournalKind.RESUME, reason)

    def close(self, reason: ExitReason) -> None:
        """Write that what is held is to be sold, and why; it holds until nothing is held."""
        if self.book.must_close is None:
            self._tell(
                JournalKind.NOTE,
                None,
                closing=reason,
                sentence=f"what is held of {self.book.symbol} is sold: {reason}",
            )

    def note(self, sentence: str) -> None:
        """Write a sentence, unless it is the one that was written last."""
        if sentence != self._noted:
            self._noted = sentence
            self._tell(JournalKind.NOTE, None, sentence=sentence)

    def follow(self, price: Decimal) -> None:
        """Write down the best price that the stop trails from now on."""
        self._tell(
            JournalKind.NOTE,
            None,
            best=str(price),
            sentence=f"the stop of {self.book.symbol} follows the price of {price}",
        )

    def write_off(
        self, quantity: Decimal, price: Decimal, reason: ExitReason, sentence: str
    ) -> None:
        """Take a remainder that cannot be sold off the books, and say so."""
        self._tell(JournalKind.NOTE, None, sentence=sentence, dust=True)
        at = self._venue.now()
        details = write_off_details(
            quantity=quantity,
            price=price,
            side=Side.SELL,
            reason=reason,
            number=self.book.attempts,
            at=at,
        )
        self._written.tell(JournalKind.FILL, None, details, at)

    def _asked(
        self,
        client_id: str,
        action: str,
        ask: Callable[[], Sequence[OrderReport]],
        *,
        is_entry: bool = False,
    ) -> Refusal | None:
        """Make a request once and write down the answer."""
        self._written.request(client_id, action, self._venue.now(), is_entry=is_entry)
        try:
            reports = ask()
        except OutcomeUnknown as error:
            self._answer(JournalKind.UNKNOWN, client_id, error)
            return None
        except ExchangeUnavailable as error:  # silence, or no connection: it never arrived
            self._answer(JournalKind.REJECTED, client_id, error)
            raise
        except OrderRefused as error:
            if error.refusal is Refusal.DUPLICATE_ID:  # it is there: ask for it
                self._answer(JournalKind.UNKNOWN, client_id, error)
                return None
            self._answer(JournalKind.REJECTED, client_id, error, refusal=error.refusal)
            return error.refusal
        except ExchangeError as error:
            self._answer(JournalKind.UNKNOWN, client_id, error)
            return None
        for report in reports:
            self._adopt(report)
        return None

    def _take(self, snapshot: Snapshot) -> None:
        was_entering = self.book.is_entering
        for finding in reconcile(self.book, snapshot):
            self._write_down(finding)
        reason = None if was_entering else conflict(self.book, snapshot)
        if reason is not None:
            self.halt(reason)

    def _write_down(self, finding: Finding) -> None:
        match finding:
            case Adopt(report=report):
                self._adopt(report)
            case Miss(client_id=client_id):
                self._tell(JournalKind.MISSING, client_id)
            case GiveUp(client_id=client_id):
                self._tell(
                    JournalKind.REJECTED, client_id, reason="the venue does not know such an order"
                )

    def _adopt(self, report: OrderReport) -> None:
        """Write down what is new in a report of an order of ours, and its executions."""
        record = self.book.orders.get(report.client_id)
        if record is None:
            return
        after = record.reported_as(
            report.state, report.venue_order_id, report.filled, report.quantity
        )
        if after != record:
            self._tell(JournalKind.REPORT, report.client_id, **_report_details(report))
        self._adopt_fills(after, report.fills)

    def _adopt_fills(self, record: OrderRecord, brought: Sequence[VenueFill]) -> None:
        fills = brought
        if sum(fill.quantity for fill in fills) < record.reported > record.executed:
            fills = self._venue.fills_of(self.book.symbol, record.venue_order_id)
        fresh = {fill.trade_id: fill for fill in fills if fill.trade_id not in self.book.trade_ids}
        for fill in sorted(fresh.values(), key=lambda each: each.at):
            details = fill_details(
                fill,
                record,
                rate=self._rate_of(fill),
                base_fee=base_fee_of(fill, self.rules, self.book.position),
            )
            self._written.tell(JournalKind.FILL, record.client_id, details, fill.at)

    def _rate_of(self, fill: VenueFill) -> Decimal:
        """What one unit of a fill's fee is worth in quote currency; 0 where nobody says, told."""
        rules = self.rules
        if fill.fee_asset == rules.quote or fill.fee == 0:
            return Decimal(1)
        if fill.fee_asset == rules.base:
            return fill.price
        try:
            return self._venue.quote(f"{fill.fee_asset}/{rules.quote}").bid
        except ExchangeUnavailable:
            raise
        except (DataError, ExchangeError) as error:
            self.note(f"a fee of {fill.fee} {fill.fee_asset} is not counted, no price: {error}")
            return Decimal(0)

    def _state(self, kind: JournalKind, reason: str) -> None:
        if self.book.stated_because != reason:
            self._tell(kind, None, reason=reason)

    def _answer(
        self, kind: JournalKind, client_id: str, error: ExchangeError, **details: Any
    ) -> None:
        self._tell(kind, client_id, reason=str(error), **details)

    def _tell(self, kind: JournalKind, client_id: str | None, **details: Any) -> None:
        self._written.tell(kind, client_id, details, self._venue.now())


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
