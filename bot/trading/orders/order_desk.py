"""Sends the orders of one symbol, each on disk before it leaves, and asks what became of them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.domain import JournalKind, Venue
from bot.domain.errors import (
    ExchangeError,
    ExchangeUnavailable,
    OrderRefused,
    OutcomeUnknown,
    Refusal,
)
from bot.domain.orders import Balance, MarketRules, OrderReport, OrderState, Quote
from bot.trading.orders.answers import Answers
from bot.trading.orders.book import (
    MarketIntent,
    OrderBook,
    OrderRecord,
    ProtectionIntent,
    WrittenLines,
)
from bot.trading.orders.reconciliation import Snapshot

_PAIR = 2
"""So many orders a protection counts as; nothing is sent that may wait for its own in vain."""


class OrderDesk:
    """Every request of one symbol, and every answer, with its line in the journal.

    An answer that is not certain leaves its order unknown: it is asked for by its id, and never
    sent again. Errors of questions reach the caller; nothing that was known is lost by them.
    """

    def __init__(self, venue: Venue, written: WrittenLines, answers: Answers) -> None:
        self._venue = venue
        self._written = written
        self._answers = answers

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
        self._venue.await_turn(1 + _PAIR if is_entry else 1)
        self._written.intend(order.client_id, intent.details, is_entry=is_entry)
        return self._asked(
            order.client_id, "send", lambda: (self._venue.send(order),), is_entry=is_entry
        )

    def protect(self, intent: ProtectionIntent) -> Refusal | None:
        """Let a stop, and a target beside it, rest; why it was refused for certain."""
        order = intent.order
        self._venue.await_turn(_PAIR)
        self._written.intend(order.client_id, intent.details, is_entry=False)
        return self._asked(order.client_id, "protect", lambda: self._venue.protect(order))

    def cancel(self, record: OrderRecord) -> None:
        """Cancel a resting order and its pair, then ask what became of each."""
        symbol = self.book.symbol
        self._venue.await_turn(_PAIR)  # what is taken back is placed anew, or sold
        self._written.request(record.client_id, "cancel")
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

    def drop_unsent(self) -> None:
        """Write that intents without a request were never sent: a run before ended there."""
        for order in self.book.live:
            if order.state is OrderState.INTENDED:
                self._written.tell(
                    JournalKind.REJECTED, order.client_id, reason="it was never sent"
                )

    def look(self, client_ids: Iterable[str]) -> None:
        """Ask what became of orders, by their ids."""
        asked = {each: self._venue.order(self.book.symbol, each) for each in client_ids}
        self._answers.take(Snapshot(at=self._venue.now(), asked=asked))

    def look_around(self, base: Balance | None, *, urgent: bool) -> None:
        """Ask what rests in the market, and for each order of ours that does not rest any more.

        `base` is the balance of the base asset as of before, None = what is held is not held
        against it. It is `urgent` where what is held has no stop.
        """
        symbol = self.book.symbol
        rest = tuple(self._venue.open_orders(symbol, urgent=urgent))
        seen = {report.client_id for report in rest}
        gone = [order.client_id for order in self.book.live if order.client_id not in seen]
        asked = {each: self._venue.order(symbol, each) for each in gone}
        self._answers.take(Snapshot(at=self._venue.now(), open_orders=rest, asked=asked, base=base))

    def balance(self, asset: str, *, urgent: bool = False) -> Balance:
        """What the account has of an asset; `urgent` where an exit waits for it."""
        return self._venue.balances(urgent=urgent).get(asset, Balance())

    def quote(self) -> Quote:
        """Best bid and ask now."""
        return self._venue.quote(self.book.symbol)

    def reload_rules(self) -> None:
        """Ask for steps and limits anew."""
        self._venue.reload_rules()

    def measure_time(self) -> None:
        """Ask the venue for its time: how long an order was in doubt is told by it."""
        self._venue.advance()

    def _asked(
        self,
        client_id: str,
        action: str,
        ask: Callable[[], Sequence[OrderReport]],
        *,
        is_entry: bool = False,
    ) -> Refusal | None:
        """Make a request once and write down the answer."""
        self._written.request(client_id, action, is_entry=is_entry)
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
            self._answers.adopt(report)
        return None

    def _answer(
        self, kind: JournalKind, client_id: str, error: ExchangeError, **details: Any
    ) -> None:
        self._written.tell(kind, client_id, reason=str(error), **details)
