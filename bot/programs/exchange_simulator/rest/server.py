"""HTTP/1.1 with kept connections on one event loop: small, quick, and able to misbehave."""

import asyncio
from collections.abc import Callable

from bot.programs.exchange_simulator.rest.messages import Answer, Delivery, HttpRequest

_MOST_BYTES = 1_000_000
Handler = Callable[[HttpRequest], Answer]


class HttpConnection(asyncio.Protocol):
    """One client's connection; its requests are answered one after the other."""

    def __init__(self, handle: Handler, connections: set["HttpConnection"]) -> None:
        self._handle = handle
        self._connections = connections
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client is there."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._transport = None
        self._connections.discard(self)

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole by now."""
        self._received += data
        if len(self._received) > _MOST_BYTES:
            self.close()
            return
        while (request := self._next_request()) is not None:
            self._answer(self._handle(request))

    def close(self) -> None:
        """End the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def _answer(self, answer: Answer) -> None:
        if answer.delay:
            asyncio.get_running_loop().call_later(answer.delay, self._send, answer)
        else:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        if self._transport is None or answer.delivery is Delivery.NEVER:
            return
        if answer.delivery is Delivery.CLOSED:
            self.close()
            return
        written = answer.as_bytes()
        if answer.delivery is Delivery.CUT:
            self._transport.write(written[: len(written) - len(answer.body) // 2 - 1])
            self._transport.close()
            return
        self._transport.write(written)

    def _next_request(self) -> HttpRequest | None:
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return None
        first, *lines = self._received[:end].decode("latin-1").split("\r\n")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        length = headers.get("content-length", "0")
        stop = end + 4 + (int(length) if length.isdigit() else 0)
        if len(self._received) < stop:
            return None
        body = self._received[end + 4 : stop].decode("utf-8", "replace")
        del self._received[:stop]
        method, _, rest = first.partition(" ")
        path, _, query = rest.rpartition(" ")[0].partition("?")
        return HttpRequest(method=method, path=path, query=query, body=body, headers=headers)
