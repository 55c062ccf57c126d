"""The state of one symbol as JSON files in a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from bot.domain import BotState, CandleRecord, CycleRecord, EquityPoint, SignalEvent, Trade
from bot.domain.errors import StateError
from bot.state.cycles.recovery import Now, recover, state_fault, wall_clock
from bot.state.cycles.write_ahead import (
    CANDLES_FILE,
    CYCLE_FILE,
    EQUITY_FILE,
    SIGNALS_FILE,
    STATE_FILE,
    TRADES_FILE,
    WriteAhead,
    parse_write_ahead,
    write_ahead_of,
)
from bot.state.files.durable_files import (
    append_to_file,
    read_file,
    remove_file,
    replace_file,
    truncate_file,
)
from bot.state.files.last_lines import read_lines_before, stream_lines
from bot.state.files.record_json import decode

R = TypeVar("R")
_HISTORIES = {
    SignalEvent: SIGNALS_FILE,
    EquityPoint: EQUITY_FILE,
    Trade: TRADES_FILE,
    CandleRecord: CANDLES_FILE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[R]):
    """A stretch of a history, newest first; `older` is where the page before it ends, None at the
    history's beginning."""

    items: list[R]
    older: int | None


class JsonStateStore:
    """StateStore over state.json, four .jsonl histories and cycle.json, the last commit's
    write-ahead (docs/adr/0002).

    Any number of readers in any process, one writer: whoever opens with `writer=True` must hold
    the volume (Volume.hold). `recovery_notes` are sentences about what opening it had to mend.
    Raises StateError where the folder or a line of it cannot be read or written.
    """

    def __init__(
        self,
        folder: Path,
        *,
        writer: bool = False,
        now: Now = wall_clock,
    ) -> None:
        self._folder = folder
        self._writer = writer
        self._to_undo: tuple[WriteAhead, bytes | None] | None = None
        self.recovery_notes: tuple[str, ...] = recover(folder, now) if writer else ()

    def commit(self, record: CycleRecord) -> None:
        """See StateStore. Gathering many cycles' lines in one record flushes once for all.

        After a StateError the folder is as before and the next commit may be tried; where even
        undoing failed, the next commit undoes first, and a reopening finishes the commit instead.
        """
        if not self._writer:
            raise StateError(f"need a store opened for writing, {self._folder} is opened to read")
        self._undo()
        ahead = write_ahead_of(record, self._folder)
        before = read_file(self._folder / STATE_FILE)
        try:
            replace_file(self._folder / CYCLE_FILE, ahead.to_bytes())  # the commit point
            for part in ahead.appended:
                append_to_file(self._folder / part.file, part.lines)
            replace_file(self._folder / STATE_FILE, ahead.state)
        except StateError as error:
            self._to_undo = (ahead, before)
            self._undo_after(error)
            raise

    def load_state(self) -> BotState | None:
        """See StateStore; an unreadable state.json is answered from the last write-ahead."""
        data = read_file(self._folder / STATE_FILE)
        fault = state_fault(data)
        if data is not None and fault is None:
            return decode(BotState, data)
        ahead = read_file(self._folder / CYCLE_FILE)
        if ahead is not None:
            return decode(BotState, parse_write_ahead(ahead).state)
        if data is None:
            return None
        raise StateError(f"{self._folder / STATE_FILE} {fault}; restarting the bot mends it")

    def signals(self, limit: int) -> list[SignalEvent]:
        """See StateStore."""
        return self.page(SignalEvent, limit).items

    def equity(self, limit: int) -> list[EquityPoint]:
        """See StateStore."""
        return self.page(EquityPoint, limit).items

    def trades(self, limit: int) -> list[Trade]:
        """See StateStore."""
        return self.page(Trade, limit).items

    def candles(self, limit: int) -> list[CandleRecord]:
        """See StateStore."""
        return self.page(CandleRecord, limit).items

    def page(self, kind: type[R], limit: int, before: int | None = None) -> Page[R]:
        """At most `limit` records of a history (signals, equity, trades, candles by their type).

        `before` is a page's `older`; None starts with the newest. Costs the same wherever the
        page is, and stays the same page while the history grows. Raises ConfigError where
        `before` is no border between two records.
        """
        path = self._folder / _HISTORIES[kind]
        lines, start = read_lines_before(path, before, limit)
        try:
            items = [decode(kind, line) for line in reversed(lines)]
        except StateError as error:
            raise StateError(f"{path} has a broken line: {error}") from error
        return Page(items=items, older=start or None)

    def stream(self, kind: type[R], *, holding: bytes = b"") -> Iterator[R]:
        """Every record of a history, oldest first, in memory that does not grow with it.

        `holding` passes over the lines that lack those bytes. A torn last line is no line yet.
        """
        path = self._folder / _HISTORIES[kind]
        for line in stream_lines(path):
            if holding not in line:
                continue
            try:
                yield decode(kind, line)
            except StateError as error:
                raise StateError(f"{path} has a broken line: {error}") from error

    def _undo_after(self, failure: StateError) -> None:
        try:
            self._undo()
        except StateError as error:
            raise StateError(f"{failure}; and it could not be undone yet: {error}") from failure

    def _undo(self) -> None:
        """Take a failed commit back; cutting and removing need no free space on the disk."""
        if self._to_undo is None:
            return
        ahead, state_before = self._to_undo
        for part in ahead.appended:
            truncate_file(self._folder / part.file, part.size_before)
        path = self._folder / STATE_FILE
        if read_file(path) != state_before:
            if state_before is None:
                remove_file(path)
            else:
                replace_file(path, state_before)
        if read_file(self._folder / CYCLE_FILE) == ahead.to_bytes():
            remove_file(self._folder / CYCLE_FILE)
        self._to_undo = None
