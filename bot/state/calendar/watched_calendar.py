"""A calendar that may change while a process runs."""

from collections.abc import Callable
from pathlib import Path

from bot.domain.calendar import ScheduledEvent
from bot.domain.errors import DataError
from bot.state.calendar.yaml_events import read_calendar
from bot.state.files import FileStamp, file_stamp


class CalendarFile:
    """The events of a file, looked at again at most every `refresh_seconds`.

    The first look raises DataError where it cannot be read; later ones keep the events that were
    read last, and `tell` gets the sentence. `monotonic` gives seconds that never run backwards.
    """

    def __init__(
        self,
        path: Path,
        refresh_seconds: float,
        monotonic: Callable[[], float],
        tell: Callable[[str], None],
    ) -> None:
        self._path = path
        self._refresh_seconds = refresh_seconds
        self._monotonic = monotonic
        self._tell = tell
        self._stamp: FileStamp = file_stamp(path)
        self._events = read_calendar(path)
        self._read_at = monotonic()

    def current(self) -> tuple[ScheduledEvent, ...]:
        """The events as they are now; the same tuple while the file did not change."""
        now = self._monotonic()
        if now - self._read_at >= self._refresh_seconds:
            self._read_at = now
            self._refresh()
        return self._events

    def _refresh(self) -> None:
        stamp = file_stamp(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._events = read_calendar(self._path)
        except DataError as error:
            self._tell(f"{error}; its last {len(self._events)} events hold on")
