"""The simulator's own clock: as fast as it is told, or standing until somebody moves it."""

import time
from collections.abc import Callable


class SimulatedClock:
    """Milliseconds of the simulated market, and the seconds in which clients wait.

    With a speed of 0 it stands, and only `advance` moves it; clients' seconds then are those that
    it was moved. Otherwise they are real ones, whatever the speed: limits and bans are about
    requests, which are made in real time.
    """

    def __init__(self, start: int, speed: float, end: Callable[[], int | None]) -> None:
        """`start` in milliseconds; the time never passes `end()`, where candles end."""
        self.speed = speed
        self._end = end
        self.skew = 0
        self._start = start
        self._moved = 0
        self._began = time.monotonic()

    def now(self) -> int:
        """The time of the market."""
        now = self._start + self._moved
        if self.speed:
            now += int((time.monotonic() - self._began) * 1000 * self.speed)
        return self._before_the_end(now)

    def told(self) -> int:
        """The time that the exchange tells its clients, and holds their requests against."""
        return self.now() + self.skew

    def advance(self, seconds: float) -> None:
        """Move it forward, a standing clock at most to where candles end."""
        self._moved += round(seconds * 1000)
        if not self.speed:
            self._moved = self._before_the_end(self._start + self._moved) - self._start

    def client_seconds(self) -> float:
        """A clock that runs as a client's does."""
        return time.monotonic() - self._began if self.speed else self._moved / 1000

    @property
    def end(self) -> int | None:
        """Where candles end and time stands still; None where they go on for ever."""
        return self._end()

    @property
    def patience(self) -> float:
        """Simulated milliseconds that pass in a real one, at least 1: what a request takes."""
        return max(self.speed, 1.0)

    def _before_the_end(self, moment: int) -> int:
        end = self._end()
        return moment if end is None else min(moment, end)
