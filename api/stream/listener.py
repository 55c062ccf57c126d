"""One client of the stream, and what waits to be sent to it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from api.stream.event import HEARTBEAT

HEARTBEAT_SECONDS = 15.0
MOST_WAITING_BYTES = 1_000_000
"""A client that takes its events slower than this is let go: it comes back and catches up."""


class Listener:
    """Takes what is given to it, and hands it out as fast as the client can."""

    def __init__(self) -> None:
        self._beginning = b""
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._is_over = False
        self._changed = asyncio.Event()

    def give(self, events: bytes) -> None:
        """Let events wait for the client; where too many wait already, its stream ends."""
        if self._bytes + len(events) > MOST_WAITING_BYTES:
            self._waiting.clear()
            self._beginning = b""
            self.end()
        elif not self._is_over:
            self._waiting.append(events)
            self._bytes += len(events)
            self._changed.set()

    def begin(self, events: bytes) -> None:
        """Put what a new client is told first in front of what came meanwhile.

        It does not count as waiting: a client that missed much would be let go with the next event.
        """
        self._beginning = events

    def end(self) -> None:
        """Nothing more is told."""
        self._is_over = True
        self._changed.set()

    @property
    def is_over(self) -> bool:
        """Whether its stream has ended."""
        return self._is_over

    async def chunks(self) -> AsyncIterator[bytes]:
        """What waits, as it comes; a comment where nothing came for long."""
        while not self._is_over or self._beginning or self._waiting:
            if self._beginning:
                chunk, self._beginning = self._beginning, b""
                yield chunk
                continue
            if self._waiting:
                chunk = self._waiting.popleft()
                self._bytes -= len(chunk)
                yield chunk
                continue
            self._changed.clear()
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    await self._changed.wait()
            except TimeoutError:
                yield HEARTBEAT
