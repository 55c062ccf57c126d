"""A request to end, which the handler of a signal may make at any instruction."""

from contextlib import suppress
from queue import Empty, SimpleQueue


class EndRequest:
    """Made once, by a signal's handler or any thread; the program looks, or waits for it.

    threading.Event is no such thing: a handler runs in the main thread, and where that waits for
    the event, or looks at it, it may hold the event's lock, which the handler would then wait for
    without end. A SimpleQueue may be put to in the middle of its own get.
    """

    def __init__(self) -> None:
        self._is_made = False
        self._wakes: SimpleQueue[None] = SimpleQueue()

    @property
    def is_made(self) -> bool:
        """Whether the program is to end."""
        return self._is_made

    def make(self) -> None:
        """Ask for the end."""
        self._is_made = True
        self._wakes.put(None)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is made, or so long; whether it is made. Only one thread waits."""
        if not self._is_made:
            with suppress(Empty):
                self._wakes.get(timeout=seconds)
        return self._is_made
