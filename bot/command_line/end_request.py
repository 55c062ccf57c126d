"""A request to end, which the handler of a signal may make at any instruction."""

import time
from contextlib import suppress
from queue import Empty, SimpleQueue

_LOOK_SECONDS = 0.5


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
        """Wait until it is made, or so long; whether it is made. Only one thread waits.

        It wakes now and then: the system may hand a signal to any thread, its handler runs in the
        main thread only, and nothing wakes that one for it.
        """
        until = None if seconds is None else time.monotonic() + seconds
        while not self._is_made:
            left = _LOOK_SECONDS if until is None else min(_LOOK_SECONDS, until - time.monotonic())
            if left <= 0.0:
                break
            with suppress(Empty):
                self._wakes.get(timeout=left)
        return self._is_made
