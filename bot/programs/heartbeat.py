"""The sign of life of a service that works now and then."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain import HeartbeatStore
from bot.domain.errors import StateError

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

BEAT_SECONDS = 60.0
"""How often the service says that it is alive, while it waits as while it works."""


class Heartbeat:
    """Tells the volume that the service lives, at most once every BEAT_SECONDS.

    A volume that refuses is told in the log and changes nothing else.
    """

    def __init__(self, store: HeartbeatStore, log: "FilteringBoundLogger") -> None:
        self._store = store
        self._log = log
        self._next = -1.0

    def __call__(self) -> None:
        """Beat if it is time to."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + BEAT_SECONDS
        try:
            self._store.beat(datetime.now(UTC), interval_seconds=BEAT_SECONDS)
        except StateError as error:
            self._log.error("no heartbeat", error=str(error))


def wait_until(due: float, beat: Callable[[], None]) -> None:
    """Wait until the monotonic time `due`, alive all the while."""
    while (left := due - time.monotonic()) > 0:
        beat()
        time.sleep(min(left, BEAT_SECONDS))
