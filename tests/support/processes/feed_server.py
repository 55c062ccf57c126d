"""A web server on loopback that serves feeds, and misbehaves on request."""

import gzip
import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

RSS = "application/rss+xml; charset=utf-8"
Answer = Callable[["FeedServer", BaseHTTPRequestHandler], None]


def feed(items: Iterable[str], *, title: str = "A feed") -> bytes:
    """An RSS 2.0 document of items."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    text = (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
    )
    return f"{text}{inside}</channel></rss>".encode()


def item(title: str, *, link: str = "", date: str = "", more: str = "") -> str:
    """What an RSS item has inside."""
    parts = [f"<title>{title}</title>", more]
    parts += [f"<link>{link}</link>"] if link else []
    parts += [f"<pubDate>{date}</pubDate>"] if date else []
    return "".join(parts)


def page(body: bytes, content_type: str = RSS, *, status: int = 200, **headers: str) -> Answer:
    """An answer as it should be; the names of headers are written with underscores."""

    def answer(server: "FeedServer", request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", content_type)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


def zipped(body: bytes) -> Answer:
    """The body in gzip, as most servers send it."""
    return page(gzip.compress(body), Content_Encoding="gzip")


def kept(body: bytes, etag: str) -> Answer:
    """304 for who has the body already."""

    def answer(server: "FeedServer", request: BaseHTTPRequestHandler) -> None:
        if request.headers.get("If-None-Match") == etag:
            request.send_response(304)
            request.end_headers()
        else:
            page(body, ETag=etag)(server, request)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """One after the other, the last one ever after."""
    left = list(answers)

    def answer(server: "FeedServer", request: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(server, request)

    return answer


def redirect(to: str) -> Answer:
    """Somewhere else."""
    return page(b"moved", status=302, Location=to)


def trickle(server: "FeedServer", request: BaseHTTPRequestHandler) -> None:
    """A header line now and then, and never an end, until the server stops."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    number = 0
    while not server.stopping.wait(0.05):
        request.wfile.write(b"X-%d: still here\r\n" % number)
        number += 1


def endless(server: "FeedServer", request: BaseHTTPRequestHandler) -> None:
    """A body of items without an end, as fast as it is taken."""
    request.send_response(200)
    request.send_header("Content-Type", RSS)
    request.end_headers()
    block = b"<item><title>more and more</title></item>" * 1_000
    while not server.stopping.is_set():
        request.wfile.write(block)
        server.sent += len(block)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64  # a connection that finds no place comes again after a second


class FeedServer:
    """Serves `pages` by their paths on 127.0.0.1; `asked` are the paths in order.

    `sent` counts the bytes of endless answers.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.sent = 0
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                answer = server.pages.get(
                    self.path, page(b"nothing here", "text/plain", status=404)
                )
                try:
                    answer(server, self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # the reader had enough

            def log_message(self, *_: object) -> None:
                """Nothing: a test's output is its own."""

        return Handler

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
