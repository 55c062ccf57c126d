"""logs/: what each process said last."""

import fcntl
import os
from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from itertools import islice
from pathlib import Path

from bot.domain import LogLevel, LogLine, LogProcess
from bot.domain.encoding import encode
from bot.domain.errors import StateError
from bot.state.files import decode, file_size, make_private_folder, read_lines_before

LOGS_FOLDER = "logs"
MOST_FILE_BYTES = 1_000_000
"""A log of this size becomes the earlier one, in place of the one before it."""
_LINES_AT_ONCE = 500
_OUT_OF_ORDER = 50
"""How many lines apart two can lie that threads wrote in another order than that of their times."""


class JsonLogStore:
    """A LogStore in logs/<process>.jsonl and logs/<process>.earlier.jsonl, two files at most."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / LOGS_FOLDER

    def append(self, line: LogLine) -> None:
        """Write the line at once, in one piece; not flushed to the disk, as a log may lag."""
        path = self._path(line.process)
        try:
            if not self._folder.is_dir():
                make_private_folder(self._folder)
            if file_size(path) >= MOST_FILE_BYTES:
                self._rotate(line.process)
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, encode(line) + b"\n")
            finally:
                os.close(descriptor)
        except OSError as error:
            raise StateError(f"cannot write {path}: {error.strerror}") from error

    def newest(
        self,
        limit: int,
        *,
        process: LogProcess | None = None,
        least: LogLevel = LogLevel.DEBUG,
        until: datetime | None = None,
    ) -> list[LogLine]:
        """Read from the files' ends, merged by time."""
        processes = list(LogProcess) if process is None else [process]
        streams = [self._newest_first(name) for name in processes]
        lines = merge(*streams, key=lambda line: line.at, reverse=True)
        levels = least.and_worse
        wanted = (
            line for line in lines if line.level in levels and (until is None or line.at <= until)
        )
        near = list(islice(wanted, max(limit, 0) + _OUT_OF_ORDER))
        return sorted(near, key=lambda line: line.at, reverse=True)[: max(limit, 0)]

    def _newest_first(self, process: LogProcess) -> Iterator[LogLine]:
        for path in (self._path(process), self._earlier(process)):
            before: int | None = None
            while before != 0:
                lines, before = read_lines_before(path, before, _LINES_AT_ONCE)
                for line in reversed(lines):
                    try:
                        yield decode(LogLine, line)
                    except StateError:
                        continue  # torn by a full disk or a power cut: the others still tell
                if not lines:
                    break

    def _rotate(self, process: LogProcess) -> None:
        """Make the log the earlier one, unless another process has done so already."""
        path = self._path(process)
        descriptor = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if file_size(path) >= MOST_FILE_BYTES:
                path.replace(self._earlier(process))
        finally:
            os.close(descriptor)

    def _path(self, process: LogProcess) -> Path:
        return self._folder / f"{process}.jsonl"

    def _earlier(self, process: LogProcess) -> Path:
        return self._folder / f"{process}.earlier.jsonl"
