"""The exchange's time, measured now and then and carried on by the monotonic clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_JITTER = timedelta(minutes=1)


class ExchangeTime:
    """Asks an exchange for its time; between two measurements the monotonic clock runs on.

    So a wall clock that jumps changes nothing. A measurement a little earlier than what was already
    told holds the time still until it is reached; one that is far earlier shows that what was told
    was wrong, and is believed.
    """

    def __init__(self, ask: Callable[[], int], monotonic: Callable[[], float]) -> None:
        """`ask` answers milliseconds since 1970, `monotonic` seconds since any moment."""
        self._ask = ask
        self._monotonic = monotonic
        self._offset: float | None = None
        self._latest = _EPOCH

    def measure(self) -> None:
        """Ask anew; the answer is taken for the middle of the round trip. Errors are `ask`'s."""
        sent = self._monotonic()
        answer = self._ask() / 1000
        self._offset = answer - (sent + self._monotonic()) / 2

    def now(self) -> datetime:
        """The exchange's time, aware UTC; measured first where it never was."""
        if self._offset is None:
            self.measure()
        assumed = _EPOCH + timedelta(seconds=self._monotonic() + (self._offset or 0.0))
        if assumed > self._latest or assumed < self._latest - _JITTER:
            self._latest = assumed
        return self._latest
