"""Logs in memory."""

from datetime import datetime

from bot.domain import LogLevel, LogLine, LogProcess
from tests.support.memory.as_json import as_kept

_MOST_LINES = 10_000


class MemoryLogs:
    """A LogStore."""

    def __init__(self) -> None:
        self._lines: list[LogLine] = []

    def append(self, line: LogLine) -> None:
        """Keep it, and forget the oldest."""
        self._lines = [*self._lines, as_kept(line)][-_MOST_LINES:]

    def newest(
        self,
        limit: int,
        *,
        process: LogProcess | None = None,
        least: LogLevel = LogLevel.DEBUG,
        until: datetime | None = None,
    ) -> list[LogLine]:
        """By time."""
        wanted = [
            line
            for line in reversed(self._lines)
            if process in (None, line.process)
            and line.level in least.and_worse
            and (until is None or line.at <= until)
        ]
        return sorted(wanted, key=lambda line: line.at, reverse=True)[: max(limit, 0)]
