"""A plain candles table read at once: the file's bytes become arrays, by all processors."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from bot.arrays import FloatArray, IntArray
from bot.market_data.files.plain_fields import PADDING, Bytes
from bot.market_data.files.plain_rows import (
    EPOCH_NUMBER,
    IGNORED,
    ISO_TIME,
    count_lines,
    read_rows,
)

_MARK = np.frombuffer(b"\xef\xbb\xbf", np.uint8)
_NEWLINE, _RETURN, _QUOTE = b'\n\r"'
_LONGEST_HEADER = 65_536
_PART_BYTES = 4 << 20
"""What is worth a thread of its own."""


def read_plain_table(
    file: Path,
    names: Sequence[str],
    *,
    time: str,
    numbers: Sequence[str],
    has_header: bool,
    whole_lines: bool = False,
) -> tuple[IntArray, FloatArray, bool] | None:
    """Times, numbers (shape: len(numbers), rows) and whether the times are spelled as ISO texts.

    `names` are the columns in the file's order, each of `numbers` and `time` once among them. ISO
    times come as microseconds since 1970, epoch numbers as they stand there. None where a row is
    not plain (see plain_rows), where there is none, or where `whole_lines` are needed and the last
    one has no end. OSError where the file cannot be read.
    """
    data, size, has_end = _bytes_of(file)
    if whole_lines and not has_end:
        return None
    begin = _first_row(data[:size], has_header=has_header)
    if begin is None or begin >= size:
        return None
    is_iso = bytes(data[begin:size][: 200 * len(names)]).split(b",")[names.index(time)][4:5] == b"-"
    uses = {time: ISO_TIME if is_iso else EPOCH_NUMBER, **{n: k for k, n in enumerate(numbers)}}
    columns = _read(data, begin, size, _uses(names, uses), len(numbers))
    return None if columns is None else (*columns, is_iso)


def _uses(names: Sequence[str], uses: Mapping[str, int]) -> IntArray:
    return np.array([uses.get(name, IGNORED) for name in names], np.int64)


def _bytes_of(file: Path) -> tuple[Bytes, int, bool]:
    """The bytes of a file with a line end behind the last row and PADDING, their number, and
    whether that line end was there.
    """
    with file.open("rb") as opened:
        whole = os.fstat(opened.fileno()).st_size
        data = np.empty(whole + 1 + PADDING, np.uint8)
        size = _fill(opened.fileno(), data.data[:whole])
    data[size:] = 0
    has_end = not size or bool(data[size - 1] == _NEWLINE)
    if not has_end:
        data[size] = _NEWLINE
        size += 1
    return data, size, has_end


def _fill(file: int, buffer: memoryview) -> int:
    """Read a file's bytes in halves side by side; how many there are before the first missing."""
    middle = len(buffer) // 2

    def read(start: int, end: int) -> int:
        at = start
        while at < end and (count := os.preadv(file, [buffer[at:end]], at)):
            at += count
        return at

    with ThreadPoolExecutor(1) as thread:
        behind = thread.submit(read, middle, len(buffer))
        before = read(0, middle)
        return behind.result() if before == middle else before


def _first_row(data: Bytes, *, has_header: bool) -> int | None:
    """Where the rows begin; None where the header is not one plain line."""
    begin = len(_MARK) if np.array_equal(data[: len(_MARK)], _MARK) else 0
    if not has_header:
        return begin
    header = data[begin : begin + _LONGEST_HEADER]
    ends = np.flatnonzero(header == _NEWLINE)
    if not len(ends) or (header[: ends[0]] == _QUOTE).any():
        return None
    returns = np.flatnonzero(header[: ends[0]] == _RETURN)
    if len(returns) > 1 or (len(returns) and returns[0] != ends[0] - 1):
        return None
    return begin + int(ends[0]) + 1


def _read(
    data: Bytes, begin: int, end: int, uses: IntArray, fields: int
) -> tuple[IntArray, FloatArray] | None:
    """Each part of the rows by a thread of its own, into its part of the arrays."""
    edges = _edges(data, begin, end)
    with ThreadPoolExecutor(len(edges) - 1) as threads:
        rows = list(threads.map(lambda part: count_lines(data[part[0] : part[1]]), pairwise(edges)))
        starts = list(accumulate(rows, initial=0))
        times, numbers = np.empty(starts[-1], np.int64), np.empty((fields, starts[-1]))

        def read(k: int) -> int:
            return read_rows(data, edges[k], edges[k + 1], uses, times, numbers, starts[k])

        ends = list(threads.map(read, range(len(rows))))
    return (times, numbers) if ends == starts[1:] else None


def _edges(data: Bytes, begin: int, end: int) -> list[int]:
    """Where parts of about the same size begin, each with a row, and the end of the last."""
    parts = max(1, min(os.cpu_count() or 1, (end - begin) // _PART_BYTES))
    edges = [begin]
    for wanted in np.linspace(begin, end, parts + 1)[1:-1].astype(int):
        line = np.flatnonzero(data[wanted : wanted + _LONGEST_HEADER] == _NEWLINE)
        if len(line):
            edges.append(int(wanted + line[0]) + 1)
    return [*edges, end]
