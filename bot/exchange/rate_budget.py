"""How much may be asked of an exchange in a span of time."""

from collections import deque
from collections.abc import Callable

# Questions leave the rest of what an exchange allows to orders: an exit never waits for candles.
_SHARE_OF_QUESTIONS = 0.8


class RateBudget:
    """The weight of the requests of the last minute, or the orders of the last seconds, against
    what the exchange allows.

    A burst may spend all of it at once. Since every minute of the exchange lies inside some minute
    that was counted here, its own count is never higher, other programs at the same address aside:
    those are seen in what it says was used.
    """

    def __init__(
        self, allowed: float, monotonic: Callable[[], float], window_seconds: float = 60.0
    ) -> None:
        """`allowed` is what a window allows, infinite where it is not counted here."""
        self.allowed = allowed
        self._monotonic = monotonic
        self._window_seconds = window_seconds
        self._spent: deque[tuple[float, int]] = deque()
        self._total = 0

    def wait(self, weight: int, *, urgent: bool) -> float:
        """Seconds until a request of that weight fits; 0 = now. Orders are urgent."""
        excess = self._used() + weight - self.allowed * (1.0 if urgent else _SHARE_OF_QUESTIONS)
        moment = self._monotonic()
        for spent_at, spent in self._spent:
            if excess <= 0:
                break
            moment = spent_at + self._window_seconds
            excess -= spent
        return max(0.0, moment - self._monotonic())

    def spend(self, weight: int) -> None:
        """A request of that weight is sent now."""
        self._spent.append((self._monotonic(), weight))
        self._total += weight

    def correct(self, used: int) -> None:
        """What the exchange says was used in its window so far; the higher count holds."""
        unseen = used - self._used()
        if unseen > 0:
            self.spend(unseen)

    def _used(self) -> int:
        begin = self._monotonic() - self._window_seconds
        while self._spent and self._spent[0][0] <= begin:
            self._total -= self._spent.popleft()[1]
        return self._total
