"""Finding a place in a file of lines that are in order, without reading the file."""

import os
from collections.abc import Callable
from pathlib import Path

from bot.domain.errors import StateError

_BLOCK_BYTES = 4_096


def lines_end_where(path: Path, belongs_before: Callable[[bytes], bool]) -> int:
    """The byte at which the whole lines end that belong before; 0 where none does.

    The lines of which `belongs_before` is true come first in the file. Some twenty lines are read
    of a million. What follows the last newline is no line yet. A missing file has no lines.
    Raises StateError where the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return _end_of_those(file.fileno(), belongs_before)
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise StateError(f"cannot read {path}: {error.strerror}") from error


def _end_of_those(descriptor: int, belongs_before: Callable[[bytes], bool]) -> int:
    low, high = 0, _line_start(descriptor, os.fstat(descriptor).st_size, 0)
    while low < high:
        start = _line_start(descriptor, (low + high) // 2, low)
        line = _line_at(descriptor, start)
        if belongs_before(line):
            low = start + len(line) + 1
        else:
            high = start
    return low


def _line_start(descriptor: int, position: int, lowest: int) -> int:
    """Where the line begins that `position` lies in; a newline belongs to the line it ends."""
    end = position
    while end > lowest:
        begin = max(lowest, end - _BLOCK_BYTES)
        newline = os.pread(descriptor, end - begin, begin).rfind(b"\n")
        if newline >= 0:
            return begin + newline + 1
        end = begin
    return lowest


def _line_at(descriptor: int, start: int) -> bytes:
    """The line that begins there, without its newline."""
    line = b""
    while b"\n" not in line:
        block = os.pread(descriptor, _BLOCK_BYTES, start + len(line))
        if not block:
            break
        line += block
    return line.partition(b"\n")[0]
