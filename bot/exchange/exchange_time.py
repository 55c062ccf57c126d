"""The exchange's time, measured now and then and carried on by the monotonic clock."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.exchange.exchange_pace import ExchangePace, TimeMeasurement

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_JITTER = timedelta(minutes=1)
_STRAYED_SECONDS = 1.0


class ExchangeTime:
    """Asks an exchange for its time; between two measurements the monotonic clock runs on.

    So a wall clock that jumps changes nothing. A measurement a little earlier than what was already
    told holds the time still until it is reached; one that is far earlier shows that what was told
    was wrong, and is believed. An exchange whose time passes faster or slower (a rehearsal) is
    carried on at its own pace.
    """

    def __init__(self, ask: Callable[[], int], monotonic: Callable[[], float]) -> None:
        """`ask` answers milliseconds since 1970, `monotonic` seconds since any moment."""
        self._ask = ask
        self._monotonic = monotonic
        self._pace = ExchangePace()
        self._measured: TimeMeasurement | None = None
        self._offset = 0.0
        self._latest = _EPOCH
        self._error = math.inf

    @property
    def error(self) -> float:
        """By how many seconds of the machine the time may be wrong; infinite where never measured.

        Half the last round trip, or how far the last measurement was from what had been expected.
        """
        return self._error

    @property
    def has_strayed(self) -> bool:
        """Whether the time was found so far from where it was expected that it is in doubt."""
        return self._error > _STRAYED_SECONDS

    def measure(self) -> None:
        """Ask anew; the answer is taken for the middle of the round trip. Errors are `ask`'s."""
        sent = self._monotonic()
        answer = self._ask() / 1000
        received = self._monotonic()
        measured = TimeMeasurement(
            machine=(sent + received) / 2, exchange=answer, doubt=(received - sent) / 2
        )
        self._pace.learn(measured)
        self._error = max(measured.doubt, self._strayed(measured))
        self._measured = measured
        self._offset = answer - self._pace.rate * measured.machine

    def advance(self) -> None:
        """Measure for a new cycle; a time that strayed from where it was expected once more, so
        that it is known at once whether it stays there.
        """
        self.measure()
        if self.has_strayed:
            self.measure()

    def now(self) -> datetime:
        """The exchange's time, aware UTC; measured first where it never was."""
        assumed = _EPOCH + timedelta(seconds=self._assumed())
        if assumed > self._latest or assumed < self._latest - _JITTER:
            self._latest = assumed
        return self._latest

    def stamp(self) -> int:
        """The exchange's time in milliseconds since 1970, to sign a request with.

        Never held still, as `now` may be: a stamp ahead of the exchange is refused.
        """
        return int(self._assumed() * 1000)

    def _assumed(self) -> float:
        if self._measured is None:
            self.measure()
        return self._pace.rate * self._monotonic() + self._offset

    def _strayed(self, measured: TimeMeasurement) -> float:
        """Machine seconds from where the measurement before let it be expected."""
        if self._measured is None:
            return 0.0
        passed = self._pace.rate * (measured.machine - self._measured.machine)
        return abs(measured.exchange - self._measured.exchange - passed) / self._pace.rate
