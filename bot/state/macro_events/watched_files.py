"""Macro events of several files that change while a process runs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
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
        """The events of all files, in the order of the paths; the same tuple while none changed.

        What an earlier file has as well, by title and date, stands as it is there and counts once.
        """
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
            self._events = _merged([read.events for read in reads])
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


def _merged(files: Sequence[tuple[MacroEvent, ...]]) -> tuple[MacroEvent, ...]:
    """All events, those of a later file that an earlier one has left out.

    An event without a date is the same as any of its title.
    """
    merged: list[MacroEvent] = []
    dates: dict[str, set[datetime | None]] = {}
    for events in files:
        fresh = [event for event in events if not _is_known(event, dates)]
        for event in fresh:
            dates.setdefault(_name(event), set()).add(event.published_at)
        merged += fresh
    return tuple(merged)


def _is_known(event: MacroEvent, dates: Mapping[str, set[datetime | None]]) -> bool:
    known = dates.get(_name(event), set())
    if event.published_at is None:
        return bool(known)
    return event.published_at in known or None in known


def _name(event: MacroEvent) -> str:
    return " ".join(event.title.casefold().split())
