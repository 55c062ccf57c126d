"""Reading line files from the end."""

import os
from pathlib import Path

from bot.domain.errors import StateError

BLOCK_BYTES = 65_536


def read_last_lines(path: Path, count: int) -> list[bytes]:
    """The last `count` whole lines, oldest first, without their newline; [] for a missing file.

    Reads blocks from the end, so that the cost depends on `count` and not on the file. What
    follows the last newline is not a line yet (a writer is at it, or was killed) and is left out.
    Raises StateError where the file cannot be read.
    """
    if count <= 0:
        return []
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StateError(f"cannot read {path}: {error.strerror}") from error
    try:
        tail = _tail_with(descriptor, newlines=count + 1)
    finally:
        os.close(descriptor)
    return tail.split(b"\n")[:-1][-count:]


def torn_bytes(path: Path) -> int:
    """How many bytes follow the last newline; 0 for a file that ends well, is empty or missing."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise StateError(f"cannot read {path}: {error.strerror}") from error
    try:
        tail = _tail_with(descriptor, newlines=1)
    finally:
        os.close(descriptor)
    return len(tail) - (tail.rfind(b"\n") + 1)


def _tail_with(descriptor: int, newlines: int) -> bytes:
    """The end of the file from a block border on, with that many newlines if it has them."""
    position = os.fstat(descriptor).st_size
    blocks: list[bytes] = []
    found = 0
    while position > 0 and found < newlines:
        start = max(0, position - BLOCK_BYTES)
        block = os.pread(descriptor, position - start, start)
        blocks.append(block)
        found += block.count(b"\n")
        position = start
    return b"".join(reversed(blocks))
