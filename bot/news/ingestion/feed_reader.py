"""Feeds read in a process of their own, which a hostile one cannot hold or fill."""

import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from types import TracebackType

from bot.domain.errors import FeedUnavailable
from bot.news.parsing import FeedDocument, FeedItems, serve

MOST_SECONDS = 20.0
MOST_MEMORY_BYTES = 1_000_000_000
_SERVING = "import sys; sys.path[:] = {path!r}; from {module} import {name}; {name}({fd}, {most})"


class FeedReader:
    """Reads feeds one after another, each within `most_seconds`; a context manager.

    What no time limit could stop inside this process (a parser that runs away, or fills the
    memory) ends with its own process there, and that feed alone is lost.
    """

    def __init__(self, most_seconds: float = MOST_SECONDS) -> None:
        self._most_seconds = most_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def read(self, document: FeedDocument) -> FeedItems:
        """The items of a feed; FeedUnavailable where it is none, or takes too much."""
        connection = self._connection or self._start()
        try:
            connection.send(document)
            if not connection.poll(self._most_seconds):
                self._end()
                raise FeedUnavailable(
                    f"the feed was not read within {self._most_seconds:g} s: it may be hostile"
                )
            found: FeedItems = connection.recv()
        except (EOFError, OSError) as error:
            self._end()
            raise FeedUnavailable(
                "the feed cannot be read: the parser broke off on it, or had no more memory"
            ) from error
        if found.refusal is not None:
            raise FeedUnavailable(found.refusal)
        return found

    def _start(self) -> Connection:
        ours, theirs = socket.socketpair()
        with theirs:
            code = _SERVING.format(
                path=sys.path,
                module=serve.__module__,
                name=serve.__name__,
                fd=theirs.fileno(),
                most=MOST_MEMORY_BYTES,
            )
            self._process = subprocess.Popen(  # a fork would share the locks of threads
                [sys.executable, "-c", code],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # a parser's traceback is no message
                pass_fds=(theirs.fileno(),),
            )
        self._connection = Connection(ours.detach())
        return self._connection

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> "FeedReader":
        self._start()  # ready when the first feed has come
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()
