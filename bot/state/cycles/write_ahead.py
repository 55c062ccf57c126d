"""The write-ahead of one commit: what `cycle.json` holds, so that a killed commit is finished."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain import BotState, CycleRecord, state_document
from bot.domain.encoding import encode
from bot.domain.errors import StateError
from bot.state.files import decode, encode_lines, file_size, json_object, parse_json

STATE_FILE = "state.json"
CYCLE_FILE = "cycle.json"
SIGNALS_FILE = "signals.jsonl"
EQUITY_FILE = "equity.jsonl"
TRADES_FILE = "trades.jsonl"
CANDLES_FILE = "candles.jsonl"
ORDERS_FILE = "orders.jsonl"
HISTORY_FILES = (SIGNALS_FILE, EQUITY_FILE, TRADES_FILE, CANDLES_FILE, ORDERS_FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """Lines (or none) that a commit adds to a history file, and its size in bytes before."""

    file: str
    size_before: int
    lines: bytes

    @property
    def has_orders(self) -> bool:
        """Whether there is anything to keep of orders: on paper there never is."""
        return bool(self.lines or self.size_before)


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
        (record.signals, record.equity, record.trades, record.candles, record.orders),
        strict=True,
    )
    appended = (
        Appended(file=name, size_before=file_size(folder / name), lines=encode_lines(records))
        for name, records in parts
    )
    return WriteAhead(
        state=encode_state(record.state),
        appended=tuple(part for part in appended if part.file != ORDERS_FILE or part.has_orders),
    )


def encode_state(state: BotState | dict[str, Any]) -> bytes:
    """The content of state.json: one flat object, indented for people."""
    written = state_document(state) if isinstance(state, BotState) else state
    return encode(written, readable=True) + b"\n"


def parse_write_ahead(data: bytes) -> WriteAhead:
    """What cycle.json says; StateError where it is not one or its state cannot be read."""
    values = json_object(parse_json(data), "the last cycle")
    checksum = values.pop("checksum", None)  # older versions wrote none
    if checksum is not None and checksum != _checksum(values):
        raise StateError("its checksum is not the one that was written with it")
    rows = values.get("appended")
    if not isinstance(rows, list):
        raise StateError("need the lines that its cycle added to the histories, were missing")
    ahead = WriteAhead(
        state=encode_state(json_object(values.get("state"), "its state")),
        appended=tuple(_appended(row) for row in rows),
    )
    decode(BotState, ahead.state)
    return ahead


def _checksum(values: dict[str, Any]) -> str:
    """What shows that a byte was changed, also where the file still reads well."""
    return hashlib.sha256(encode(values)).hexdigest()


def _appended(row: object) -> Appended:
    values = json_object(row, "the lines of a history")
    file, size, lines = (values.get(name) for name in ("file", "size_before", "lines"))
    if file not in HISTORY_FILES or type(size) is not int or not isinstance(lines, str):
        raise StateError("need the name, the size and the new lines of each history")
    return Appended(file=file, size_before=size, lines=lines.encode())
