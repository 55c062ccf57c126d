"""Where orders go: an exchange or a broker."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.orders import (
    Balance,
    KeyPermissions,
    MarketOrder,
    MarketRules,
    OrderReport,
    ProtectionOrder,
    Quote,
    VenueFill,
)
from bot.domain.ports.market_data import Clock


class Venue(Clock, Protocol):
    """One account at an exchange or a broker; every number of money is a Decimal.

    Nothing is sent twice by itself: whoever calls decides what an unknown end means. Questions
    (every method but `send`, `protect` and `cancel`) may be repeated inside. Errors of questions:
    RateLimited while the venue asked for silence, ExchangeUnavailable where no answer came, and
    ExchangeError for the rest. Errors of `send`, `protect` and `cancel`: OutcomeUnknown where it
    may have been carried out; each other one says that nothing was, OrderRefused that the venue
    refused it, RateLimited and a plain ExchangeUnavailable that it never arrived. An answer that
    cannot be understood is never read as an empty one.
    """

    @property
    def name(self) -> str:
        """The venue, for people."""
        ...

    @property
    def clock_error(self) -> float:
        """By how many seconds of the machine `now()` may be wrong; infinite before it was measured.

        A clock that was found elsewhere than expected counts as wrong by that much until it is
        measured again.
        """
        ...

    def advance(self) -> None:
        """Measure the venue's time anew."""
        ...

    def rules(self, symbol: str) -> MarketRules:
        """Steps, limits and abilities of a market, as last loaded; MarketDataError for no market.

        MarketDataError too for a market that is not traded now.
        """
        ...

    def reload_rules(self) -> None:
        """Ask for the rules of all markets anew."""
        ...

    def quote(self, symbol: str) -> Quote:
        """Best bid and ask now."""
        ...

    def balances(self, *, urgent: bool = False) -> Mapping[str, Balance]:
        """Every asset that the account has any of; `urgent` where an exit waits for the answer.

        As what is asked of single orders and prices, it may then use what is kept for orders.
        """
        ...

    def key_permissions(self) -> KeyPermissions:
        """What the key may do, for the checks before the first order."""
        ...

    def await_turn(self, orders: int) -> None:
        """Wait, some seconds at most, until so many orders may be placed after one another.

        Asked for before a request is written down: how long an order is in doubt counts from there.
        """
        ...

    def send(self, order: MarketOrder) -> OrderReport:
        """Send a market order once, and answer what the venue said of it."""
        ...

    def protect(self, order: ProtectionOrder) -> Sequence[OrderReport]:
        """Let a stop, and a target beside it, rest: sent once; a report of each leg."""
        ...

    def cancel(self, symbol: str, client_id: str) -> None:
        """Cancel a resting order, the other leg of its pair with it.

        OrderRefused with UNKNOWN_ORDER where none rests by that id: ask what became of it.
        """
        ...

    def order(self, symbol: str, client_id: str) -> OrderReport | None:
        """What became of the order with a client id; None where the venue knows none *now*.

        It may know it a moment later: None once is no proof that it never arrived.
        """
        ...

    def open_orders(self, symbol: str, *, urgent: bool = False) -> Sequence[OrderReport]:
        """Every order that rests in a market, whoever sent it, the legs of pairs singly; `urgent`
        as of `balances`.
        """
        ...

    def fills_of(self, symbol: str, venue_order_id: str) -> Sequence[VenueFill]:
        """The executions of one order, oldest first; none where the venue knows of none yet."""
        ...
