"""The lines of the last commit in the history files, each exactly once."""

from pathlib import Path

from bot.domain import BotState
from bot.domain.errors import StateError
from bot.state.cycles.write_ahead import TRADES_FILE, Appended, WriteAhead
from bot.state.files import append_to_file, decode, drop_torn_line, file_size, truncate_file


def finish_appending(folder: Path, ahead: WriteAhead) -> list[str]:
    """Bring every history file to hold its lines exactly once; says what had to be done.

    What follows the recorded size must be a beginning of the lines: it is cut and written whole.
    A file that was changed from outside keeps all of its whole lines, and gets the lines only if
    it does not end with them (no two commits have equal lines: each carries its time). One that is
    shorter than it was has lost lines: how much it held is told, until the next commit.
    """
    trades = decode(BotState, ahead.state).trades
    notes = (_finish(folder / part.file, part, trades) for part in ahead.appended)
    return [note for note in notes if note is not None]


def _finish(path: Path, part: Appended, trades: int) -> str | None:
    tail = _content_from(path, part.size_before)
    if tail == part.lines:
        return None
    if tail is not None and part.lines.startswith(tail) and not _ends_with(path, part.lines):
        truncate_file(path, part.size_before)
        append_to_file(path, part.lines)
        return f"{part.file}: the lines of the last cycle were completed after an interruption"
    left = file_size(path)
    if left == len(part.lines) and _ends_with(path, part.lines):
        left = 0  # of what was there before
    drop_torn_line(path)
    if not (tail or b"").startswith(part.lines) and not _ends_with(path, part.lines):
        append_to_file(path, part.lines)
    if tail is not None:
        return f"{part.file}: was changed from outside since the last cycle; its lines were kept"
    return _lost(part, trades, left)


def _lost(part: Appended, trades: int, left: int) -> str:
    """What a file that became shorter has lost, and how it goes on."""
    counted = f", the state counts {trades} trades" if part.file == TRADES_FILE else ""
    held = f"it held {part.size_before} bytes before the last cycle{counted}"
    goes_on = "the account goes on from its state"
    if left:
        return (
            f"{part.file}: was changed from outside since the last cycle: {held}, and {left} bytes "
            f"were left; whole lines among them were kept, the others are lost, {goes_on}"
        )
    first = "the last cycle" if part.lines else "the next trade"
    return f"{part.file}: was lost: {held}; {goes_on}, this file begins again with {first}"


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
