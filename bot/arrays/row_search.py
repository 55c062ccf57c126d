"""Rows of long columns where something holds, in memory that does not grow with them."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

_BLOCK = 65_536
"""Rows looked at together: what is worked out of them stays in a processor's cache."""


def rows_where(
    holds: Callable[..., NDArray[np.bool_]], *columns: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The rows, ascending, where `holds` is true; it gets as many arrays as there are columns.

    The columns are of one length; `holds` sees a stretch of each at a time and answers for each
    row of it by that row alone.
    """
    parts = [
        start + np.flatnonzero(holds(*(column[start : start + _BLOCK] for column in columns)))
        for start in range(0, len(columns[0]), _BLOCK)
    ]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)
