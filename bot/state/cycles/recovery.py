"""What a writer does on opening a folder: finish the last commit, drop torn lines, tell."""

from pathlib import Path

from bot.domain import BotState
from bot.domain.errors import StateError
from bot.state.cycles.write_ahead import (
    CYCLE_FILE,
    HISTORY_FILES,
    STATE_FILE,
    WriteAhead,
    finish_appending,
    parse_write_ahead,
)
from bot.state.files import (
    Now,
    decode,
    drop_torn_line,
    file_size,
    make_private_folder,
    move_aside,
    read_file,
    remove_leftovers,
    replace_file,
)


def recover(folder: Path, now: Now) -> tuple[str, ...]:
    """Make the folder whole after any interruption; the sentences say what was done.

    Doing it again, also after being killed inside, changes nothing more. `now` names what is
    moved aside. Raises StateError where the folder cannot be read or written.
    """
    make_private_folder(folder)
    remove_leftovers(folder, STATE_FILE, CYCLE_FILE)
    notes: list[str | None] = []
    ahead, fault = _last_commit(folder)
    if fault is not None:
        notes.append(move_aside(folder / CYCLE_FILE, fault, now))
    if ahead is not None:
        notes += [finish_appending(folder, part) for part in ahead.appended]
    notes += [drop_torn_line(folder / name) for name in HISTORY_FILES]
    notes.append(_settle_state(folder, ahead, now))
    return tuple(note for note in notes if note is not None)


def state_fault(data: bytes | None) -> str | None:
    """Why the content of state.json cannot be used; None where it can."""
    if data is None:
        return "is missing"
    if not data.strip():
        return "is empty"
    try:
        decode(BotState, data)
    except StateError as error:
        return f"is broken ({error})"
    return None


def _last_commit(folder: Path) -> tuple[WriteAhead | None, str | None]:
    data = read_file(folder / CYCLE_FILE)
    if data is None:
        return None, None
    try:
        return parse_write_ahead(data), None
    except StateError as error:
        return None, f"is broken ({error})"


def _settle_state(folder: Path, ahead: WriteAhead | None, now: Now) -> str | None:
    path = folder / STATE_FILE
    data = read_file(path)
    fault = state_fault(data)
    if ahead is not None and data != ahead.state:
        replace_file(path, ahead.state)
        was = fault or "was not that of the last cycle"
        return f"{STATE_FILE} {was}: restored from {CYCLE_FILE}"
    if data is not None and fault is not None:
        return move_aside(path, fault, now)
    if data is None and any(file_size(folder / name) for name in HISTORY_FILES):
        return f"{STATE_FILE} is missing beside an existing history: the state starts anew"
    return None
