"""Fewer points of a series for a picture, without losing its extremes."""

import itertools

import numpy as np
from numpy.typing import NDArray

from bot.arrays.types import FloatArray


def decimated_rows(values: FloatArray, max_points: int) -> NDArray[np.int64]:
    """Ascending row numbers, at most `max_points` (>= 4), of `values` (finite, one dimension).

    First and last row are kept, and the lowest and highest of each of equally long stretches, so
    the overall extremes are always among them. All rows where there are no more than max_points.
    """
    rows = len(values)
    if rows <= max_points:
        return np.arange(rows)
    stretches = max((max_points - 2) // 2, 1)
    edges = np.linspace(0, rows, stretches + 1).astype(np.int64)
    kept = [0, rows - 1]
    for begin, end in itertools.pairwise(edges):
        part = values[begin:end]
        kept += [begin + int(part.argmin()), begin + int(part.argmax())]
    return np.unique(np.array(kept, dtype=np.int64))
