"""What is held is brought to what it shall be, one request after the other."""

from collections.abc import Callable

from bot.domain import Side
from bot.trading.orders.order_desk import OrderDesk
from bot.trading.orders.protecting import Protecting

_WAITS = (0.0, 0.2, 0.4, 0.8, 1.6, 3.2, 3.2, 3.2)
"""Seconds between two questions for an order in doubt: together longer than the ten seconds after
which a venue that never heard of it never will."""
_LISTING_WAITS = (0.2, 0.4, 0.8)
"""Seconds between two questions for executions that a venue does not list yet."""
_STEPS = 8
"""So many requests after one another a cycle makes for one symbol; the next cycle goes on."""


class Upkeep:
    """Makes certain what became of each order before it makes the next request.

    `sleep` waits between two questions for an order whose end is unknown.
    """

    def __init__(
        self, desk: OrderDesk, protecting: Protecting, sleep: Callable[[float], None]
    ) -> None:
        self._desk = desk
        self._protecting = protecting
        self._sleep = sleep
        self._unprotected = 0

    def work(self) -> None:
        """One request after the other, until what is held is as it shall be or must be asked for
        again in the next cycle.
        """
        if self._is_certain():
            self._await_listing()
        for _ in range(_STEPS):
            if not self._is_certain() or not self._protecting.step():
                break

    def watch_protection(self) -> None:
        """Close what has had no stop for two cycles; the venue did answer in each."""
        self._unprotected = 0 if self._protecting.is_safe() else self._unprotected + 1
        if self._unprotected >= 2:
            self._protecting.give_up("it has had no stop for two cycles")
            self.work()

    def _await_listing(self) -> None:
        """Ask for what was bought and is not listed yet: it is protected once it is."""
        for wait in _LISTING_WAITS:
            book = self._desk.book
            if not book.unlisted:
                return
            self._sleep(wait)
            self._desk.look(order.client_id for order in book.live if order.side is Side.BUY)

    def _is_certain(self) -> bool:
        """Ask for the orders in doubt until they are known, or for some ten seconds in vain."""
        for wait in _WAITS:
            doubtful = self._desk.book.in_doubt
            if not doubtful:
                return True
            if wait:
                self._sleep(wait)
                self._desk.measure_time()
            self._desk.look(order.client_id for order in doubtful)
        return not self._desk.book.in_doubt
