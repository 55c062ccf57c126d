"""A client of /stream that counts the decisions that it is told of."""

import socket
from typing import Self

_SIGNAL = b"event: signal\n"


class Reader:
    """An open stream; a context manager."""

    def __init__(self, port: int, symbol: str) -> None:
        self._connection = socket.create_connection(("127.0.0.1", port))
        path = f"/stream?symbol={symbol.replace('/', '%2F')}"
        self._connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        self._connection.setblocking(False)
        self._end = b""
        self.signals = 0

    def take(self) -> None:
        """Read everything that has come."""
        while True:
            try:
                part = self._connection.recv(1 << 16)
            except BlockingIOError:
                return
            if not part:
                return
            text = self._end + part
            self.signals += text.count(_SIGNAL)
            self._end = text[-len(_SIGNAL) + 1 :]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
