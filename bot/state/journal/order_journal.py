"""journal.jsonl: what was intended and what became of it, on disk before it is done."""

from collections.abc import Iterator
from pathlib import Path

from bot.domain import JournalLine
from bot.domain.errors import StateError
from bot.state.files import (
    append_to_file,
    drop_torn_line,
    file_size,
    make_private_folder,
    stream_lines,
    truncate_file,
)
from bot.state.journal.chained_lines import BEFORE_THE_FIRST, JOURNAL_FILE, chained, read_chained


class JsonOrderJournal:
    """An OrderJournal in the state volume; a `writer` is the only one (its caller has the role).

    A writer drops a torn last line, and refuses a chain that is broken before it (StateError).
    """

    def __init__(self, data_dir: Path, *, writer: bool = False) -> None:
        self._path = data_dir / JOURNAL_FILE
        self._is_writer = writer
        self.recovery_notes: tuple[str, ...] = ()
        self._last = BEFORE_THE_FIRST
        self._size = 0
        self._opened: list[JournalLine] | None = None  # read, and not asked for yet
        if writer:
            self._open()

    def append(self, line: JournalLine) -> None:
        """Write and flush; where that failed, what was written of it is taken back first.

        StateError where lines that were written are not there any more.
        """
        if not self._is_writer:
            raise StateError(f"{self._path} is opened to read")
        data, link = chained(line, self._last)
        if file_size(self._path) < self._size:
            raise StateError(f"{self._path} has lost lines since it was opened: put it back")
        truncate_file(self._path, self._size)  # what an append that failed left behind
        append_to_file(self._path, data)
        self._last, self._size = link, self._size + len(data)
        self._opened = None

    def lines(self) -> Iterator[JournalLine]:
        """Every whole line, each held against the one before it.

        Asked for right after opening it answers what opening has read.
        """
        if self._opened is not None:
            opened, self._opened = self._opened, None
            yield from opened
            return
        last = BEFORE_THE_FIRST
        for raw in stream_lines(self._path):
            line, last = read_chained(raw, last)
            yield line

    def _open(self) -> None:
        make_private_folder(self._path.parent)
        torn = drop_torn_line(self._path)
        self.recovery_notes = () if torn is None else (torn,)
        self._opened = []
        for raw in stream_lines(self._path):
            line, self._last = read_chained(raw, self._last)
            self._opened.append(line)
        self._size = file_size(self._path)
