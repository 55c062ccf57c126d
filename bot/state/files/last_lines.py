"""Reading line files from the end, or through from the beginning."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.domain.errors import ConfigError, StateError

BLOCK_BYTES = 65_536


def read_last_lines(path: Path, count: int) -> list[bytes]:
    """The last `count` whole lines, oldest first, without their newline; [] for a missing file.

    See read_lines_before.
    """
    return read_lines_before(path, None, count)[0]


def read_lines_before(path: Path, position: int | None, count: int) -> tuple[list[bytes], int]:
    """The `count` whole lines up to byte `position`, oldest first, and the byte they start at.

    `position` is 0 or just after a newline, as this function answered before; None means the end
    of the file. A missing file has no lines. Reads blocks backwards, so that the cost depends on
    `count` and not on the file. What follows the last newline is not a line yet (a writer is at
    it, or was killed) and is left out.
    Raises StateError where the file cannot be read, ConfigError where no line ends at `position`.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return [], _checked(position, position in (None, 0))
    except OSError as error:
        raise StateError(f"cannot read {path}: {error.strerror}") from error
    try:
        size = os.fstat(descriptor).st_size
        end = _checked(position, _is_line_end(descriptor, position, size), otherwise=size)
        tail = _tail_with(descriptor, newlines=max(count, 0) + 1, end=end)
    finally:
        os.close(descriptor)
    whole = tail[: tail.rfind(b"\n") + 1]
    lines = whole.split(b"\n")[:-1][-count:] if count > 0 else []
    return lines, end - (len(tail) - len(whole)) - sum(len(line) + 1 for line in lines)


def _is_line_end(descriptor: int, position: int | None, size: int) -> bool:
    if position is None or position == 0:
        return True
    return 0 < position <= size and os.pread(descriptor, 1, position - 1) == b"\n"


def _checked(position: int | None, good: bool, otherwise: int = 0) -> int:
    if not good:
        raise ConfigError(f"need a position where a line ends, was {position}")
    return otherwise if position is None else position


def stream_lines(path: Path) -> Iterator[bytes]:
    """Every whole line, oldest first, without its newline; none for a missing file.

    Reads a block at a time. Raises StateError where the file cannot be read.
    """
    try:
        with path.open("rb", buffering=BLOCK_BYTES) as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield line[:-1]
    except FileNotFoundError:
        return
    except OSError as error:
        raise StateError(f"cannot read {path}: {error.strerror}") from error


def torn_bytes(path: Path) -> int:
    """How many bytes follow the last newline; 0 for a file that ends well, is empty or missing."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise StateError(f"cannot read {path}: {error.strerror}") from error
    try:
        tail = _tail_with(descriptor, newlines=1, end=os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)
    return len(tail) - (tail.rfind(b"\n") + 1)


def _tail_with(descriptor: int, newlines: int, end: int) -> bytes:
    """The bytes before `end`, some blocks of them, with that many newlines if the file has them."""
    position = end
    blocks: list[bytes] = []
    newlines_seen = 0
    while position > 0 and newlines_seen < newlines:
        start = max(0, position - BLOCK_BYTES)
        block = os.pread(descriptor, position - start, start)
        blocks.append(block)
        newlines_seen += block.count(b"\n")
        position = start
    return b"".join(reversed(blocks))
