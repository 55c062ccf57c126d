"""Answers on the wire: with a tag, and as short as the client takes them."""

from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.transfer.ages import essence
from api.transfer.packing import SMALLEST_PACKED, accepts_gzip, etag, names_tag, packed

_MOST_PACKED_IN_PASSING = 32_768
_EVENTS = "text/event-stream"
_PACKABLE = ("text/", "application/json", "application/problem+json", "image/svg+xml")
_OF_THE_BODY = ("content-length", "content-type", "content-encoding")


class Transfer:
    """Sends no more of an answer than the client needs.

    A GET answer has an ETag of its content without ages, or the one that the route gave it; to a
    client that names it in If-None-Match the answer is 304 (RFC 9110, 13.1.2). Bodies of more than
    SMALLEST_PACKED bytes go as gzip to whoever accepts it. A stream of events passes as it comes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Outgoing(scope, send).send)


class _Outgoing:
    """One answer on its way out, held back until all of it is there."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._asked = Headers(scope=scope)
        self._is_get = scope["method"] == "GET"
        self._send = send
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        """Take a message of the app; pass the whole answer on with its last one."""
        if message["type"] == "http.response.start":
            if Headers(raw=message["headers"]).get("content-type", "").startswith(_EVENTS):
                await self._send(message)
            else:
                self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        self._parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            await self._finish(self._start, b"".join(self._parts))

    async def _finish(self, start: Message, body: bytes) -> None:
        headers = MutableHeaders(raw=start["headers"])
        can_be_packed = _can_be_packed(headers, body)
        if can_be_packed:
            headers.add_vary_header("Accept-Encoding")  # of a 304 too (RFC 9110, 15.4.5)
        if self._is_get and start["status"] == 200:
            if "etag" not in headers:
                headers["etag"] = etag(essence(body))
            if not_modified(start, self._asked):
                await self._send(start)
                await self._send({"type": "http.response.body", "body": b""})
                return
        if can_be_packed:
            body = await self._packed(headers, body)
        headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})

    async def _packed(self, headers: MutableHeaders, body: bytes) -> bytes:
        """The body as it travels, said in the headers."""
        if not accepts_gzip(self._asked.get("accept-encoding", "")):
            return body
        headers["content-encoding"] = "gzip"
        if len(body) <= _MOST_PACKED_IN_PASSING:
            return packed(body)
        return await run_sync(packed, body)


def _can_be_packed(headers: Headers, body: bytes) -> bool:
    is_packable = headers.get("content-type", "").startswith(_PACKABLE)
    return is_packable and len(body) > SMALLEST_PACKED and "content-encoding" not in headers


def not_modified(start: Message, asked: Headers) -> bool:
    """Whether the client has the answer; then its start has become that of a 304."""
    headers = MutableHeaders(raw=start["headers"])
    if not names_tag(asked.get("if-none-match", ""), headers.get("etag", "")):
        return False
    for name in _OF_THE_BODY:
        del headers[name]
    start["status"] = 304
    return True
