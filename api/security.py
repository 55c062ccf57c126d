"""The gate in front of every route: who may ask, how much, and what a browser may do with it."""

import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problem import ProblemResponse, echo

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
MOST_BODY_BYTES = 64 * 1024
_EVENTS = "text/event-stream"
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:]+?)\.?(?::\d*)?")

# charts and Swagger UI write style attributes and data: pictures; scripts come from here only
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
REPORT_POLICY = "; ".join(
    (
        "sandbox allow-scripts allow-downloads",
        "default-src 'none'",
        "script-src 'unsafe-inline'",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "frame-ancestors 'self'",
    )
)
"""A report has its scripts inside; in a sandbox they are of no origin, and reach nothing here."""
SECURITY_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class StandardHeaders:
    """Adds what every answer says, errors included: the security headers, and where the route did
    not say it, that a kept copy is asked about before it is used (answers age by the second).

    A GET answer whose route says nothing of its age shows nothing of the bot, and so nothing stale;
    an error shows no values, and a stream says it in its events.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)  # a report has a policy of its own
                headers.setdefault("cache-control", "private, no-cache")
                if scope["method"] in ("GET", "HEAD") and _shows_values(message):
                    headers.setdefault("stale", "?0")
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _shows_values(start: Message) -> bool:
    """Whether an answer that starts so has values in it: no error, no stream of events."""
    content_type = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] < 400 and not content_type.startswith(_EVENTS)


class HostGuard:
    """Answers only requests whose Host header is on the list, whatever the port.

    Without it a foreign page could read this service through a name that it makes resolve to
    127.0.0.1 (DNS rebinding). `allowed_hosts` are names, IPv4, or IPv6 in brackets.
    """

    def __init__(self, app: ASGIApp, allowed_hosts: Iterable[str]) -> None:
        self._app = app
        self._allowed = frozenset(host.strip().lower() for host in allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) == 1 and host_name(hosts[0]) in self._allowed:
            await self._app(scope, receive, send)
            return
        asked = echo(hosts[0]) if hosts else "no host"
        refusal = ProblemResponse(
            400, f"This service does not answer to {asked}; put its name in ALLOWED_HOSTS."
        )
        await refusal(scope, receive, send)


def host_name(header: str) -> str | None:
    """The Host header's name in lower case, without its port: "[::1]:8000" -> "[::1]".

    None where it is no name with or without a port.
    """
    match = _HOST.fullmatch(header.strip().lower())
    return None if match is None else match[1]


class PlainRequests:
    """Answers HEAD as GET without the body, and a part of a file with the whole file.

    Both are what RFC 9110 (9.3.2, 14.2) asks of or grants a server.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        headers = [(name, value) for name, value in scope["headers"] if name != b"range"]
        method = "GET" if is_head else scope["method"]
        plain = {**scope, "headers": headers, "method": method}
        await self._app(plain, receive, _WithoutBody(send).send if is_head else send)


class _WithoutBody:
    """Passes the head of an answer on; one that would have no end ends with it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._is_over = False

    async def send(self, message: Message) -> None:
        """Pass a message on, less the body."""
        if self._is_over:
            return
        await self._send({**message, "body": b""} if "body" in message else message)
        headers = Headers(raw=message.get("headers", []))
        if headers.get("content-type", "").startswith(_EVENTS):
            self._is_over = True
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})


class BodyLimit:
    """Refuses a body of more than `most_bytes` with 413, announced or streamed, unread."""

    def __init__(self, app: ASGIApp, most_bytes: int = MOST_BODY_BYTES) -> None:
        self._app = app
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > self._most_bytes:
            await self._refuse(scope, receive, send)
            return
        body = await self._read(receive)
        if body is None:
            await self._refuse(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)

    async def _read(self, receive: Receive) -> bytes | None:
        """The whole body; None where it is longer than allowed."""
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self._most_bytes:
                return None
            if not message.get("more_body", False):
                return bytes(body)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"need a body of at most {self._most_bytes} bytes"
        await ProblemResponse(413, detail)(scope, receive, send)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that hands out the body read before, then what else arrives."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
