"""A language model's endpoint on this machine, which answers as a test says."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behave = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class ModelServer:
    """Its address, and the requests that it got: path, headers, body."""

    url: str
    requests: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)


def completion(text: object) -> bytes:
    """A completion as OpenAI's API spells it."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


def says(content: bytes, status: int = 200, **headers: str) -> Behave:
    """Answers every request with the same."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return behave


@contextmanager
def model_server(behave: Behave) -> Iterator[ModelServer]:
    """An endpoint on a free port, until the context ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            model.requests.append((self.path, dict(self.headers), json.loads(body)))
            try:
                behave(self)
            except OSError:
                return  # who asked has gone

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        model = ModelServer(f"http://127.0.0.1:{server.server_port}/v1")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield model
        finally:
            server.shutdown()
            thread.join()
