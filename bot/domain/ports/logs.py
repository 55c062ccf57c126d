"""Where processes keep what they say."""

from datetime import datetime
from typing import Protocol

from bot.domain.kept import LogLevel, LogLine, LogProcess


class LogStore(Protocol):
    """The newest lines of each process's log; older ones are forgotten, so that it never grows.

    Lines hold no secret: whoever writes them takes care. Any number of processes may write.
    """

    def append(self, line: LogLine) -> None:
        """Keep a line; StateError where it cannot be kept. A power cut may take the last ones."""
        ...

    def newest(
        self,
        limit: int,
        *,
        process: LogProcess | None = None,
        least: LogLevel = LogLevel.DEBUG,
        until: datetime | None = None,
    ) -> list[LogLine]:
        """The newest `limit` lines of a process (None: of all), of a level and worse, newest first.

        With `until` those that were not said after it. Lines that cannot be read are passed over;
        StateError where none can.
        """
        ...
