"""A simulated clock that runs fast, and waits inside each candle for who has not decided yet."""

import time

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.market import SimulatedClock
from tests.day.markets import MINUTE

WAITS_AT = MINUTE // 2
"""Milliseconds after an open: a bot that carries the time on meanwhile still knows the candle."""


class PatientClock(SimulatedClock):
    """Runs at its speed until WAITS_AT in the next candle, and on from there once it may.

    Stamps of another moment are taken all the same: no client can know that a clock waits.
    """

    patience = 1e6

    def __init__(self, exchange: SimulatedExchange, speed: float) -> None:
        super().__init__(exchange.now, speed, exchange.market.end)
        self._from = exchange.now
        self._since = time.monotonic()
        self._until = exchange.now // MINUTE * MINUTE + WAITS_AT

    def now(self) -> int:
        """The time of the market."""
        run = int((time.monotonic() - self._since) * 1000 * self.speed)
        return self._before_the_end(min(self._from + run, self._until))

    def go_on(self) -> None:
        """It need not wait in this candle any more."""
        self._from = self.now()
        self._since = time.monotonic()
        self._until += MINUTE
