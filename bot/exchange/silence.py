"""The time in which an exchange wants to hear nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta

# No ban that an exchange documents is longer; a wall clock set back must not silence for years.
LONGEST_SECONDS = 3 * 86_400.0


class Silence:
    """Counts down by the monotonic clock, and tells when it ends in a form that can be kept."""

    def __init__(
        self,
        until: datetime | None,
        *,
        wall_clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        on_silence: Callable[[datetime], None],
    ) -> None:
        """`until` is what `on_silence` was told before a restart, aware UTC of this machine."""
        self._wall_clock = wall_clock
        self._monotonic = monotonic
        self._on_silence = on_silence
        left = 0.0 if until is None else (until - wall_clock()).total_seconds()
        self._until = monotonic() + min(left, LONGEST_SECONDS)

    @property
    def left(self) -> float:
        """Seconds that are left; 0 or less where anything may be sent."""
        return self._until - self._monotonic()

    def begin(self, seconds: float) -> None:
        """Nothing may be sent for that long from now on; a longer one that runs already stays."""
        until = self._monotonic() + min(seconds, LONGEST_SECONDS)
        self._until = max(self._until, until)
        self._on_silence(self._wall_clock() + timedelta(seconds=self.left))
