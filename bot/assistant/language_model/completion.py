"""One answer of an OpenAI-compatible endpoint, in bounded time and size."""

import json
import socket
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from bot.domain import Secret
from bot.domain.errors import NoCompletion

MOST_BYTES = 65_536
_PATH = "/chat/completions"
_MOST_TOKENS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where the model is: the address up to /v1 (or to /chat/completions), its name, the key."""

    url: str
    model: str
    api_key: Secret | None = None
    timeout_seconds: float = 10.0


def complete(endpoint: Endpoint, messages: Sequence[dict[str, str]]) -> str:
    """The model's text; NoCompletion where it fails, is no JSON, too long, or takes too long.

    The whole exchange ends within the timeout, however slowly the answer drips. No redirect is
    followed, so that the key goes to the named host alone.
    """
    body = {
        "model": endpoint.model,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": _MOST_TOKENS,
    }
    connection = _connection(endpoint)
    deadline = _Deadline(connection, endpoint.timeout_seconds)
    try:
        connection.connect()
        deadline.hold()
        connection.request("POST", _path(endpoint), json.dumps(body).encode(), _headers(endpoint))
        response = connection.getresponse()
        return _text(_content(response))
    except (OSError, HTTPException, ValueError) as error:
        is_late = deadline.is_over or isinstance(error, TimeoutError)
        raise NoCompletion("it took too long" if is_late else type(error).__name__) from None
    finally:
        deadline.end()
        connection.close()


def _connection(endpoint: Endpoint) -> HTTPConnection:
    address = urlsplit(endpoint.url)
    host, seconds = address.hostname or "", endpoint.timeout_seconds
    if address.scheme == "https":
        return HTTPSConnection(
            host, address.port, timeout=seconds, context=ssl.create_default_context()
        )
    return HTTPConnection(host, address.port, timeout=seconds)


def _path(endpoint: Endpoint) -> str:
    path = urlsplit(endpoint.url).path.rstrip("/")
    return path if path.endswith(_PATH) else f"{path}{_PATH}"


def _headers(endpoint: Endpoint) -> dict[str, str]:
    key = endpoint.api_key
    authorization = {} if key is None else {"Authorization": f"Bearer {key.reveal()}"}
    return {"Content-Type": "application/json", "Accept": "application/json", **authorization}


class _Deadline:
    """Ends an exchange from outside once its time is over: whoever reads from it gets its end.

    The timeout of a socket begins anew with each byte that arrives.
    """

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        self._connection = connection
        self._sock: socket.socket | None = None
        self.is_over = False
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def hold(self) -> None:
        """Keep the connected socket, which a response without a length takes off its connection."""
        self._sock = self._connection.sock

    def end(self) -> None:
        """There is nothing to cut any more."""
        self._timer.cancel()

    def _cut(self) -> None:
        self.is_over = True
        sock = self._sock or self._connection.sock
        if sock is not None:
            with suppress(OSError):  # it has ended by itself
                sock.shutdown(socket.SHUT_RDWR)


def _content(response: HTTPResponse) -> bytes:
    if response.status != 200:
        raise NoCompletion(f"it answered with status {response.status}")
    content = response.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NoCompletion(f"its answer has more than {MOST_BYTES} bytes")
    return content


def _text(content: bytes) -> str:
    try:
        answer: Any = json.loads(content)
        text = answer["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NoCompletion("its answer is no completion") from error
    if not isinstance(text, str):
        raise NoCompletion("its answer is no text")
    return text
