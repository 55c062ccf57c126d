"""Answers that are sent again while the state that they were made of is the last one."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.transfer import accepts_gzip, not_modified
from bot.domain import StateStore

MADE_OF = "made_of"
"""Where in a request's scope a route says which store its answer was made of."""
MOST_SECONDS = 1.0
"""How old an answer may be that tells the time, or what lies beside the store (a config file)."""
MOST_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Origin:
    """A store, and its stamp from before it was read."""

    store: StateStore
    stamp: object

    @property
    def is_the_last(self) -> bool:
        """Whether no cycle was kept since."""
        return self.store.stamp == self.stamp


@dataclass(frozen=True, slots=True)
class _Kept:
    origin: Origin
    made_at: float
    start: Message
    body: bytes


class KeptAnswers:
    """Sends an answer of a route that names its origin again, for a second, until a cycle is kept.

    So a page with many blocks, and many pages, cost the volume what one does. At most MOST_BYTES
    are kept, those longest not asked for go first.
    """

    def __init__(self, app: ASGIApp, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._monotonic = monotonic
        self._kept: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        packs = accepts_gzip(asked.get("accept-encoding", ""))
        key = (scope["path"], scope["query_string"], packs)
        kept = self._kept.get(key)
        if kept is not None and self._holds(kept):
            self._kept.move_to_end(key)
            await _send_again(kept, asked, send)
            return
        recording = _Recording(send)
        await self._app({**scope, MADE_OF: recording.origins}, receive, recording.send)
        self._keep(key, recording)

    def _holds(self, kept: _Kept) -> bool:
        is_young = self._monotonic() - kept.made_at < MOST_SECONDS
        return is_young and kept.origin.is_the_last

    def _keep(self, key: tuple[object, ...], recording: "_Recording") -> None:
        start, body = recording.start, b"".join(recording.parts)
        if len(recording.origins) != 1 or start is None or start["status"] != 200:
            return
        self._forget(key)
        self._kept[key] = _Kept(recording.origins[0], self._monotonic(), start, body)
        self._bytes += len(body)
        while self._bytes > MOST_BYTES:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: tuple[object, ...]) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._bytes -= len(kept.body)


class _Recording:
    """An answer on its way out, remembered where the route says what it was made of."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.origins: list[Origin] = []
        self.start: Message | None = None
        self.parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        """Pass it on."""
        if self.origins:
            if message["type"] == "http.response.start":
                self.start = {**message, "headers": list(message["headers"])}
            else:
                self.parts.append(message.get("body", b""))
        await self._send(message)


async def _send_again(kept: _Kept, asked: Headers, send: Send) -> None:
    start = {**kept.start, "headers": list(kept.start["headers"])}
    if not_modified(start, asked):
        await send(start)
        await send({"type": "http.response.body", "body": b""})
        return
    await send(start)
    await send({"type": "http.response.body", "body": kept.body})
