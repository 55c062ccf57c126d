"""The write-ahead of one commit: what `cycle.json` holds, so that a killed commit is finished."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain import BotState, CycleRecord
from bot.domain.encoding import encode
from bot.domain.errors import StateError
from bot.state.files import (
    append_to_file,
    decode,
    drop_torn_line,
    encode_lines,
    file_size,
    parse_json,
    truncate_file,
)

STATE_FILE = "state.json"
CYCLE_FILE = "cycle.json"
SIGNALS_FILE = "signals.jsonl"
EQUITY_FILE = "equity.jsonl"
TRADES_FILE = "trades.jsonl"
CANDLES_FILE = "candles.jsonl"
HISTORY_FILES = (SIGNALS_FILE, EQUITY_FILE, TRADES_FILE, CANDLES_FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """Lines that a commit adds to a history file, and the file's size in bytes before."""

    file: str
    size_before: int
    lines: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteAhead:
    """One commit as bytes: the whole new state.json and the lines of each history file."""

    state: bytes
    appended: tuple[Appended, ...]

    def to_bytes(self) -> bytes:
        """The content of cycle.json."""
        rows = [
            {"file": part.file, "size_before": part.size_before, "lines": part.lines.decode()}
            for part in self.appended
        ]
        values = {"state": parse_json(self.state), "appended": rows}
        return encode({**values, "checksum": _checksum(values)}) + b"\n"


def write_ahead_of(record: CycleRecord, folder: Path) -> WriteAhead:
    """The commit of a cycle onto the history files as they are now."""
    parts = zip(
        HISTORY_FILES,
        (record.signals, record.equity, record.trades, record.candles),
        strict=True,
    )
    return WriteAhead(
        state=encode_state(record.state),
        appended=tuple(
            Appended(file=name, size_before=file_size(folder / name), lines=encode_lines(records))
            for name, records in parts
            if records
        ),
    )


def encode_state(state: BotState | dict[str, Any]) -> bytes:
    """The content of state.json: one object, indented for people."""
    return encode(state, readable=True) + b"\n"


def parse_write_ahead(data: bytes) -> WriteAhead:
    """What cycle.json says; StateError where it is not one or its state cannot be read."""
    values = parse_json(data)
    try:
        checksum = values.pop("checksum", None)  # older versions wrote none
        if checksum is not None and checksum != _checksum(values):
            raise StateError("its checksum is not the one that was written with it")
        ahead = WriteAhead(
            state=encode_state(values["state"]),
            appended=tuple(_appended(row) for row in values["appended"]),
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise StateError(f"need the write-ahead of a cycle, {error!r} does not fit") from error
    decode(BotState, ahead.state)
    return ahead


def _checksum(values: dict[str, Any]) -> str:
    """What shows that a byte was changed, also where the file still reads well."""
    return hashlib.sha256(encode(values)).hexdigest()


def _appended(row: dict[str, Any]) -> Appended:
    part = Appended(file=row["file"], size_before=row["size_before"], lines=row["lines"].encode())
    if part.file not in HISTORY_FILES or type(part.size_before) is not int:
        raise StateError(f"need a history file and its size in the write-ahead, was {row['file']}")
    return part


def finish_appending(folder: Path, part: Appended) -> str | None:
    """Bring a history file to hold the lines exactly once; says what had to be done.

    What follows the recorded size must be a beginning of the lines: it is cut and written whole.
    A file that was changed from outside keeps all of its whole lines, and gets the lines only if
    it does not end with them (no two commits have equal lines: each carries its time).
    """
    path = folder / part.file
    tail = _content_from(path, part.size_before)
    if tail == part.lines:
        return None
    if tail is not None and part.lines.startswith(tail) and not _ends_with(path, part.lines):
        truncate_file(path, part.size_before)
        append_to_file(path, part.lines)
        return f"{part.file}: the lines of the last cycle were completed after an interruption"
    drop_torn_line(path)
    if not (tail or b"").startswith(part.lines) and not _ends_with(path, part.lines):
        append_to_file(path, part.lines)
    return f"{part.file}: was changed from outside since the last cycle; its lines were kept"


def _ends_with(path: Path, lines: bytes) -> bool:
    return _content_from(path, max(0, file_size(path) - len(lines))) == lines


def _content_from(path: Path, position: int) -> bytes | None:
    """The bytes from a position on; None where the file is shorter than that."""
    size = file_size(path)
    if size <= position:
        return b"" if size == position else None
    try:
        with path.open("rb") as file:
            file.seek(position)
            return file.read()
    except OSError as error:
        raise StateError(f"cannot read {path}: {error.strerror}") from error
