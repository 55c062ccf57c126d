"""The state of one symbol as JSON files in a folder."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.domain import (
    BotState,
    CandleRecord,
    CycleRecord,
    EquityPoint,
    Page,
    SignalEvent,
    Trade,
    moment_of,
    rfc3339,
)
from bot.domain.errors import StateError
from bot.domain.orders import OrderStory
from bot.state.cycles.recovery import drop_torn_lines, loss, recover, state_fault
from bot.state.cycles.write_ahead import (
    CANDLES_FILE,
    CYCLE_FILE,
    EQUITY_FILE,
    ORDERS_FILE,
    SIGNALS_FILE,
    STATE_FILE,
    TRADES_FILE,
    WriteAhead,
    parse_write_ahead,
    write_ahead_of,
)
from bot.state.files import (
    FileStamp,
    Now,
    append_to_file,
    cursor_of,
    decode,
    file_stamp,
    lines_end_where,
    move_aside,
    position_of,
    read_file,
    read_lines_before,
    remove_file,
    replace_file,
    stream_lines,
    truncate_file,
    wall_clock,
)

R = TypeVar("R")
_HISTORIES = {
    SignalEvent: SIGNALS_FILE,
    EquityPoint: EQUITY_FILE,
    Trade: TRADES_FILE,
    CandleRecord: CANDLES_FILE,
    OrderStory: ORDERS_FILE,
}


class JsonStateStore:
    """A StateStore over state.json, five .jsonl histories and cycle.json, the last commit's
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
        self._now = now
        self._to_undo: tuple[WriteAhead, bytes | None] | None = None
        self.recovery_notes: tuple[str, ...] = recover(folder, now) if writer else ()

    def commit(self, record: CycleRecord) -> None:
        """Keep a cycle, all of it or nothing; many cycles' lines in one record are flushed once.

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
                if part.lines:
                    append_to_file(self._folder / part.file, part.lines)
            replace_file(self._folder / STATE_FILE, ahead.state)
        except StateError as error:
            self._to_undo = (ahead, before)
            self._undo_after(error)
            raise

    def load_state(self) -> BotState | None:
        """The last committed state; an unreadable state.json is answered from the write-ahead."""
        data = read_file(self._folder / STATE_FILE)
        if data is not None and state_fault(data) is None:
            return decode(BotState, data)
        lost = self.lost
        if lost is not None:
            path = self._folder / STATE_FILE
            raise StateError(f"{path} is lost, {lost}; restarting the bot mends it, or says how")
        ahead = read_file(self._folder / CYCLE_FILE)
        return None if ahead is None else decode(BotState, parse_write_ahead(ahead).state)

    @property
    def stamp(self) -> FileStamp:
        """That of state.json, the last file that a commit writes."""
        return file_stamp(self._folder / STATE_FILE)

    @property
    def lost(self) -> str | None:
        """Why neither state.json nor cycle.json can be read; None where one can, or none was."""
        return loss(self._folder)

    def restore(self, state: BotState) -> None:
        """Put a state made of the histories in the place of the lost one, which is moved aside."""
        lost = f"{self.lost}: the state was rebuilt from the histories beside them, {_held(state)}"
        for path in (self._folder / STATE_FILE, self._folder / CYCLE_FILE):
            if read_file(path) is not None:
                self.recovery_notes += (move_aside(path, "was lost", self._now),)
        torn = [note for note in drop_torn_lines(self._folder) if note is not None]
        self.recovery_notes += tuple(torn)
        self.commit(CycleRecord(state=state))
        self.recovery_notes = (lost, *self.recovery_notes)

    @property
    def begin_anew(self) -> str:
        """What a person does for the symbol to begin a new account."""
        folder = f"{self._folder.parent.name}/{self._folder.name}"
        return f"move {STATE_FILE}, {CYCLE_FILE} and the .jsonl files out of {folder}"

    def signals(self, limit: int) -> list[SignalEvent]:
        """The newest `limit` decisions, newest first."""
        return self.page(SignalEvent, limit).items

    def equity(self, limit: int) -> list[EquityPoint]:
        """The newest `limit` equity points, newest first."""
        return self.page(EquityPoint, limit).items

    def trades(self, limit: int) -> list[Trade]:
        """The newest `limit` trades, newest first."""
        return self.page(Trade, limit).items

    def candles(self, limit: int) -> list[CandleRecord]:
        """The newest `limit` candles that were decided on, newest first."""
        return self.page(CandleRecord, limit).items

    def page(self, kind: type[R], limit: int, cursor: str | None = None) -> Page[R]:
        """At most `limit` records, newest first, from a cursor on; the file is read from there."""
        path = self._folder / _HISTORIES[kind]
        before = None if cursor is None else position_of(kind, cursor)
        lines, start = read_lines_before(path, before, limit)
        items = [self._record(kind, line) for line in reversed(lines)]
        return Page(items=items, older=cursor_of(kind, start) if start else None)

    def cursor_before(self, kind: type, moment: datetime) -> str | None:
        """The cursor of what is older than the moment; the place is found by halving the file."""
        end = lines_end_where(
            self._folder / _HISTORIES[kind],
            lambda line: moment_of(self._record(kind, line)) < moment,
        )
        return cursor_of(kind, end) if end else None

    def stream(self, kind: type[R]) -> Iterator[R]:
        """Every record of a history, oldest first. A torn last line is no line yet."""
        return self._lines_with(b"", kind)

    def signals_that_tell_config(self) -> Iterator[SignalEvent]:
        """The decisions that carry their config; only their lines are decoded."""
        return self._lines_with(b'"config":{', SignalEvent)

    def signal_of(self, candle_time: datetime) -> SignalEvent | None:
        """The decision on a candle: the newest one not after it, where that is on it."""
        cursor = self.cursor_before(SignalEvent, candle_time + timedelta(microseconds=1))
        newest = [] if cursor is None else self.page(SignalEvent, 1, cursor).items
        return newest[0] if newest and newest[0].candle_time == candle_time else None

    def _lines_with(self, part: bytes, kind: type[R]) -> Iterator[R]:
        for line in stream_lines(self._folder / _HISTORIES[kind]):
            if part in line:
                yield self._record(kind, line)

    def _record(self, kind: type[R], line: bytes) -> R:
        try:
            return decode(kind, line)
        except StateError as error:
            path = self._folder / _HISTORIES[kind]
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


def _held(state: BotState) -> str:
    """What an account comes to, for a person who compares it with what was."""
    balance = f"balance {state.balance:.8g} at {rfc3339(state.timestamp)}"
    if state.entry_price is None:
        return f"{balance}, nothing held"
    return f"{balance}, {state.position} from {state.entry_price:.8g} held"
