"""backtests/ID/: backtest.json, and once it is done result.json and report.html."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.domain import KeptBacktest, is_backtest_id
from bot.domain.errors import ConfigError, StateError
from bot.state.files import (
    decode,
    encode_lines,
    make_private_folder,
    read_file,
    remove_file,
    replace_file,
)

BACKTESTS_FOLDER = "backtests"
RECORD, RESULT, REPORT = "backtest.json", "result.json", "report.html"
_CHANGING = threading.RLock()
"""Two threads of a process change no record at once."""


class JsonBacktestStore:
    """A BacktestStore in a folder for each backtest; without its record a folder is none."""

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / BACKTESTS_FOLDER

    def add(self, backtest: KeptBacktest) -> None:
        """Make the folder and write the record."""
        make_private_folder(self._root / backtest.id)
        self._write(backtest)

    def all(self) -> Sequence[KeptBacktest]:
        """The records of the folders, by id from the last on."""
        kept = (self.read(backtest_id) for backtest_id in sorted(self._ids(), reverse=True))
        return tuple(backtest for backtest in kept if backtest is not None)

    def read(self, backtest_id: str) -> KeptBacktest | None:
        """The record in the folder of that id."""
        data = self._file(backtest_id, RECORD)
        if data is None:
            return None
        try:
            return decode(KeptBacktest, data)
        except (StateError, ConfigError):
            return None  # written by another version, or by hand: `remove` takes it away

    def change(
        self, backtest_id: str, change: Callable[[KeptBacktest], KeptBacktest]
    ) -> KeptBacktest | None:
        """Read, change and write the record."""
        with _CHANGING:
            backtest = self.read(backtest_id)
            if backtest is None:
                return None
            changed = change(backtest)
            try:
                self._write(changed)
            except StateError:
                if (self._root / backtest_id).exists():
                    raise
                return None  # another process has removed it meanwhile
            return changed

    def finish(
        self,
        backtest_id: str,
        change: Callable[[KeptBacktest], KeptBacktest],
        *,
        result: bytes,
        report: bytes,
    ) -> KeptBacktest | None:
        """Write both files, then the record that says they are whole."""
        with _CHANGING:
            if self.read(backtest_id) is None:
                return None
            folder = self._root / backtest_id
            replace_file(folder / RESULT, result)
            replace_file(folder / REPORT, report)
            return self.change(backtest_id, change)

    def result(self, backtest_id: str) -> bytes | None:
        """result.json."""
        return self._file(backtest_id, RESULT)

    def report(self, backtest_id: str) -> bytes | None:
        """report.html."""
        return self._file(backtest_id, REPORT)

    def remove(self, backtest_id: str) -> bool:
        """The record first, so that a kill leaves no half of one, then the rest and the folder."""
        folder = self._root / backtest_id
        if not is_backtest_id(backtest_id) or not folder.is_dir():
            return False
        with _CHANGING:
            was_there = (folder / RECORD).exists()
            remove_file(folder / RECORD)
            with _told(folder):
                for path in folder.iterdir():
                    path.unlink()
                folder.rmdir()
        return was_there

    def _write(self, backtest: KeptBacktest) -> None:
        replace_file(self._root / backtest.id / RECORD, encode_lines((backtest,)))

    def _file(self, backtest_id: str, name: str) -> bytes | None:
        return read_file(self._root / backtest_id / name) if is_backtest_id(backtest_id) else None

    def _ids(self) -> list[str]:
        with _told(self._root):
            try:
                with os.scandir(self._root) as entries:
                    return [entry.name for entry in entries if is_backtest_id(entry.name)]
            except FileNotFoundError:
                return []


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StateError(f"cannot read or clear {folder}: {error.strerror}") from error
