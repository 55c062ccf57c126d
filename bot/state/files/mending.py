"""What a writer does with a file that a kill or a person has damaged."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.state.files.durable_files import file_size, move_file, remove_leftovers, truncate_file
from bot.state.files.last_lines import torn_bytes

Now = Callable[[], datetime]


def wall_clock() -> datetime:
    """The machine's time: what names a file that is moved aside."""
    return datetime.now(UTC)


def drop_torn_line(path: Path) -> str | None:
    """Cut what follows the last newline; says how much that was."""
    torn = torn_bytes(path)
    if not torn:
        return None
    truncate_file(path, file_size(path) - torn)
    return f"{path.name}: dropped a torn last line of {torn} bytes"


def sweep_leftovers(folder: Path, *names: str) -> list[str]:
    """Remove what killed writers of the named files left behind; says how many files that were.

    Only for their single writer.
    """
    count = remove_leftovers(folder, *names)
    return [f"unfinished writes of a killed bot were swept away: {count}"] if count else []


def move_aside(path: Path, fault: str, now: Now) -> str:
    """Keep an unusable file under a name that tells when it was found; the sentence about it."""
    moment = now().astimezone(UTC)
    target = path.with_name(f"{path.name}.broken-{moment:%Y%m%dT%H%M%S.%fZ}")
    move_file(path, target)
    return f"{path.name} {fault}: moved aside as {target.name}, nothing was read from it"
