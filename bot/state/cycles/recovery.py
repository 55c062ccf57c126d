"""What a writer does on opening a folder: finish the last commit, drop torn lines, tell."""

from pathlib import Path

from bot.domain import BotState, EquityPoint
from bot.domain.errors import StateError
from bot.state.cycles.finished_commit import finish_appending
from bot.state.cycles.write_ahead import (
    CYCLE_FILE,
    EQUITY_FILE,
    HISTORY_FILES,
    STATE_FILE,
    WriteAhead,
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
    read_last_lines,
    replace_file,
    sweep_leftovers,
)


def recover(folder: Path, now: Now) -> tuple[str, ...]:
    """Make the folder whole after any interruption; the sentences say what was done.

    Doing it again, also after being killed inside, changes nothing more. `now` names what is
    moved aside. Where the state is lost (see `loss`) every file stays as it is.
    Raises StateError where the folder cannot be read or written.
    """
    make_private_folder(folder)
    if loss(folder) is not None:
        return ()
    notes: list[str | None] = [*sweep_leftovers(folder, STATE_FILE, CYCLE_FILE)]
    ahead, fault = _last_commit(read_file(folder / CYCLE_FILE))
    if ahead is not None:
        notes += finish_appending(folder, ahead)
    notes += drop_torn_lines(folder)
    if ahead is not None:
        notes.append(_settle_state(folder, ahead))
    elif fault is not None:
        notes.append(move_aside(folder / CYCLE_FILE, fault, now))
    return tuple(note for note in notes if note is not None)


def drop_torn_lines(folder: Path) -> list[str | None]:
    """Cut what follows the last whole line of each history; says what was cut."""
    return [drop_torn_line(folder / name) for name in HISTORY_FILES]


def loss(folder: Path) -> str | None:
    """Why neither state.json nor cycle.json can be believed: what is wrong with each.

    None where one of them can. A cycle.json that reads well is believed; a state.json alone only
    where it does not contradict the last line of equity.jsonl. None, too, where nothing was ever
    kept: both files are missing, and every history is missing or empty.
    """
    # first: a commit that begins meanwhile writes its cycle.json before any history
    has_history = any(file_size(folder / name) for name in HISTORY_FILES)
    state, cycle = read_file(folder / STATE_FILE), read_file(folder / CYCLE_FILE)
    ahead, cycle_fault = _last_commit(cycle)
    if ahead is not None:
        return None
    fault = state_fault(state) or _contradiction(folder, decode(BotState, state or b""))
    if fault is None:
        return None
    if state is None and cycle is None and not has_history:
        return None
    return f"{STATE_FILE} {fault} and {CYCLE_FILE} {cycle_fault or 'is missing'}"


def _contradiction(folder: Path, state: BotState) -> str | None:
    for line in read_last_lines(folder / EQUITY_FILE, 1):
        try:
            last = decode(EquityPoint, line)
        except StateError:
            return None
        account = state.timestamp, state.balance, state.equity
        if last.timestamp >= state.timestamp and account != (
            last.timestamp,
            last.balance,
            last.equity,
        ):
            return f"is not what the last line of {EQUITY_FILE} says"
    return None


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


def _last_commit(data: bytes | None) -> tuple[WriteAhead | None, str | None]:
    if data is None:
        return None, None
    if not data.strip():
        return None, "is empty"
    try:
        return parse_write_ahead(data), None
    except StateError as error:
        return None, f"is broken ({error})"


def _settle_state(folder: Path, ahead: WriteAhead) -> str | None:
    path = folder / STATE_FILE
    data = read_file(path)
    if data == ahead.state:
        return None
    replace_file(path, ahead.state)
    was = state_fault(data) or "was not that of the last cycle"
    return f"{STATE_FILE} {was}: restored from {CYCLE_FILE}"
