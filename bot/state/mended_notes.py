"""mended.jsonl: what starts had to mend and nobody has seen yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.errors import StateError
from bot.state.files import (
    append_to_file,
    decode,
    encode_lines,
    make_private_folder,
    remove_file,
    stream_lines,
    torn_bytes,
)

MENDED_FILE = "mended.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    timestamp: datetime
    symbol: str | None
    note: str


class JsonMendedStore:
    """A MendedStore in a file that a person may read, and remove to say that it was seen."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / MENDED_FILE

    def add(self, notes: Sequence[str], now: datetime, *, symbol: str | None = None) -> None:
        """Append the sentences that are not in the file yet.

        A torn last line is ended, not cut: another process may be in the middle of writing it.
        """
        if not notes:
            return
        listed = self.unseen(symbol)
        fresh = [note for note in dict.fromkeys(notes) if note not in listed]
        make_private_folder(self._path.parent)
        lines = tuple(_Line(timestamp=now, symbol=symbol, note=note) for note in fresh)
        if lines:
            ended = b"\n" if torn_bytes(self._path) else b""
            append_to_file(self._path, ended + encode_lines(lines))

    def unseen(self, *symbols: str | None) -> tuple[str, ...]:
        """The sentences in the file; a line that cannot be read is told as one."""
        notes: dict[str, None] = {}
        for raw in stream_lines(self._path):
            try:
                line = decode(_Line, raw)
            except StateError as error:
                notes[f"{MENDED_FILE} has a broken line: {error}"] = None
                continue
            if line.symbol in symbols:
                notes[line.note] = None
        return tuple(notes)

    def mark_seen(self) -> None:
        """Remove the file."""
        if self._path.exists():
            remove_file(self._path)

    @property
    def until_seen(self) -> str:
        """How a person says that the sentences were seen."""
        return (
            "what was mended is told until somebody has seen it: remove "
            f"{MENDED_FILE} from the data folder, or run python -m bot.bot --seen"
        )
