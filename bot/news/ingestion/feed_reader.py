"""Feeds read in processes of their own, which a hostile one cannot hold or fill."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Collection, Sequence
from multiprocessing.connection import Connection, wait
from types import TracebackType

from bot.news.parsing import FeedDocument, FeedItems, serve

SIDE_BY_SIDE = 2
MOST_SECONDS = 20.0
MOST_MEMORY_BYTES = 1_000_000_000
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL")
"""Of the environment, which may hold the keys of an exchange: all that a parser needs."""
_SERVING = "import sys; sys.path[:] = {path!r}; from {module} import {name}; {name}({fd}, {most})"


class FeedReader:
    """Reads a feed at a time in its own process, within `most_seconds`.

    What no time limit could stop inside this process (a parser that runs away, or fills the
    memory) ends with its own process there, and that feed alone is lost.
    """

    def __init__(self, most_seconds: float) -> None:
        self._most_seconds = most_seconds
        self._process, self.connection = _started()
        self.until = 0.0

    def take(self, document: FeedDocument) -> None:
        """Begin to read a document; by `until`, a monotonic time, it is read or given up."""
        self.until = time.monotonic() + self._most_seconds
        with contextlib.suppress(OSError):  # the answer says that the process has ended
            self.connection.send(document)

    def answer(self) -> FeedItems:
        """The items of the document that was taken; called once it is read, or too late."""
        try:
            if self.connection.poll():
                found: FeedItems = self.connection.recv()
                return found
            words = f"the feed was not read within {self._most_seconds:g} s: it may be hostile"
        except (EOFError, OSError):
            words = "the feed cannot be read: the parser broke off on it, or had no more memory"
        self.end()
        self._process, self.connection = _started()
        return FeedItems(refusal=words)

    def end(self) -> None:
        """End the process."""
        self.connection.close()
        self._process.kill()
        self._process.wait()


class FeedReaders:
    """Some readers that share what there is to read; a context manager."""

    def __init__(self, most_seconds: float = MOST_SECONDS, count: int = SIDE_BY_SIDE) -> None:
        self._readers = [FeedReader(most_seconds) for _ in range(count)]

    def read(self, documents: Sequence[FeedDocument]) -> list[FeedItems]:
        """The items of each document, or why it has none, in their order."""
        found: dict[int, FeedItems] = {}
        waiting = deque(enumerate(documents))
        at_work: dict[FeedReader, int] = {}
        while waiting or at_work:
            for reader in self._readers:
                if waiting and reader not in at_work:
                    at_work[reader], document = waiting.popleft()
                    reader.take(document)
            for reader in _finished(at_work):
                found[at_work.pop(reader)] = reader.answer()
        return [found[place] for place in range(len(documents))]

    def __enter__(self) -> "FeedReaders":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for reader in self._readers:
            reader.end()


def _started() -> tuple["subprocess.Popen[bytes]", Connection]:
    """A process that waits for documents, and the line to it."""
    ours, theirs = socket.socketpair()
    with theirs:
        code = _SERVING.format(
            path=sys.path,
            module=serve.__module__,
            name=serve.__name__,
            fd=theirs.fileno(),
            most=MOST_MEMORY_BYTES,
        )
        process = subprocess.Popen(  # a fork would share the locks of threads
            [sys.executable, "-c", code],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # a parser's traceback is no message
            pass_fds=(theirs.fileno(),),
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        )
    return process, Connection(ours.detach())


def _finished(at_work: Collection[FeedReader]) -> list[FeedReader]:
    """Those that have read theirs or are too late with it, as soon as there is one."""
    soonest = min(reader.until for reader in at_work)
    ready = wait([reader.connection for reader in at_work], max(0.0, soonest - time.monotonic()))
    now = time.monotonic()
    return [each for each in at_work if each.connection in ready or each.until <= now]
