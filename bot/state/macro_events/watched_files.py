"""Macro events of several files that change while a process runs."""

from collections.abc import Callable
from pathlib import Path

from bot.domain import CurrentMacroEvents, MacroEvent
from bot.domain.errors import DataError
from bot.state.files import FileStamp, file_stamp
from bot.state.macro_events.read_events import MacroEventsRead, read_macro_events


class MacroEventsFiles:
    """Events of several files, read again at most every `refresh_seconds`.

    A missing file has no events, which is a problem only for `expected`. A file that becomes
    unreadable keeps its last good events. `monotonic` gives seconds that never run backwards.
    """

    def __init__(
        self,
        paths: tuple[Path, ...],
        refresh_seconds: float,
        monotonic: Callable[[], float],
        *,
        expected: Path | None = None,
    ) -> None:
        self._paths = paths
        self._refresh_seconds = refresh_seconds
        self._monotonic = monotonic
        self._expected = expected
        self._read_at: float | None = None
        self._stamps: dict[Path, FileStamp] = {}
        self._held: dict[Path, MacroEventsRead] = {}
        self._events: tuple[MacroEvent, ...] = ()
        self._problems: tuple[str, ...] = ()

    def current(self) -> CurrentMacroEvents:
        """The events of all files, in the order of the paths; the same tuple while none changed."""
        problems_before = self._problems
        now = self._monotonic()
        if self._read_at is None or now - self._read_at >= self._refresh_seconds:
            self._read_at = now
            self._refresh()
        return CurrentMacroEvents(
            events=self._events,
            problems=self._problems,
            problems_are_new=bool(self._problems) and self._problems != problems_before,
        )

    def _refresh(self) -> None:
        stamps = {path: file_stamp(path) for path in self._paths}
        changed = [path for path in self._paths if stamps[path] != self._stamps.get(path, 0)]
        self._stamps = stamps
        for path in changed:
            self._held[path] = self._read(path, stamps[path])
        if changed:
            reads = [self._held[path] for path in self._paths]
            self._events = tuple(event for read in reads for event in read.events)
            self._problems = tuple(problem for read in reads for problem in read.problems)

    def _read(self, path: Path, stamp: FileStamp) -> MacroEventsRead:
        if stamp is None:
            missing = (f"need macro events in {path}, the file is missing",)
            return MacroEventsRead(events=(), problems=missing if path == self._expected else ())
        try:
            return read_macro_events(path)
        except DataError as error:
            last_good = self._held[path].events if path in self._held else ()
            kept = f"; its last {len(last_good)} events hold on" if last_good else ""
            return MacroEventsRead(events=last_good, problems=(f"{error}{kept}",))
