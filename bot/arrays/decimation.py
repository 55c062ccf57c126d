"""Fewer points of a series for a picture, without losing its extremes."""

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.arrays.types import FloatArray, IntArray


def decimated_rows(values: FloatArray, max_points: int) -> NDArray[np.int64]:
    """Ascending row numbers, at most `max_points` (>= 4), of `values` (finite, one dimension).

    First and last row are kept, and the lowest and highest of each of equally long stretches, so
    the overall extremes are always among them. All rows where there are no more than max_points.
    """
    return decimated_rows_of([values], max_points)


def decimated_rows_of(columns: Sequence[FloatArray], max_points: int) -> NDArray[np.int64]:
    """The same for several columns of one series: rows that keep the extremes of each.

    NaN is no extreme. Columns often have theirs in the same rows: the stretches are as many as
    then fit. Where there is no room for two rows of each column, the first ones are kept.
    """
    if len(columns[0]) <= max_points:
        return np.arange(len(columns[0]))
    room = max_points - 2
    finite = [_finite(column) for column in columns[: max(room // 2, 1)]]
    ends = [0, len(columns[0]) - 1]
    for rows_of_a_stretch in range(2, 2 * len(finite)):
        rows = _extremes(finite, ends, room // rows_of_a_stretch)
        if len(rows) <= max_points:
            return rows
    return _extremes(finite, ends, max(room // (2 * len(finite)), 1))


def _finite(column: FloatArray) -> tuple[Sequence[int] | IntArray, FloatArray]:
    """Rows and values of what is finite: the column itself where all of it is."""
    is_finite = np.isfinite(column)
    if is_finite.all():
        return range(len(column)), column
    rows = np.flatnonzero(is_finite)
    return rows, column[rows]


def _extremes(
    finite: Sequence[tuple[Sequence[int] | IntArray, FloatArray]],
    ends: Sequence[int],
    stretches: int,
) -> NDArray[np.int64]:
    """The ends, and the lowest and highest of each stretch of each column (rows and values)."""
    kept = list(ends)
    for rows, values in finite:
        edges = np.linspace(0, len(values), min(stretches, len(values)) + 1).astype(np.int64)
        for begin, end in itertools.pairwise(edges.tolist()):
            part = values[begin:end]
            kept += [rows[begin + int(part.argmin())], rows[begin + int(part.argmax())]]
    return np.unique(np.array(kept, dtype=np.int64))
