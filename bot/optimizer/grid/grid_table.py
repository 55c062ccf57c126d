"""What every combination of a grid did, on both spans."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray, IntArray
from bot.optimizer.grid.protocol import Grid
from bot.optimizer.trials import MetricColumns

SEARCHED, HELD_OUT = 0, 1
"""The two spans, as places in the second axis of a table's values."""


@dataclass(frozen=True, kw_only=True)
class GridTable:
    """The metrics of every combination: shape (combinations, 2, metrics), spans as SEARCHED and
    HELD_OUT; `scores` are those of the searched span alone, NaN where not eligible.
    """

    grid: Grid
    values: FloatArray
    scores: FloatArray

    def metrics(self, span: int) -> MetricColumns:
        """The metrics of a span, a row for each combination, as a view."""
        return self.values[:, span]

    @property
    def eligible(self) -> int:
        """How many combinations have a score."""
        return int(np.count_nonzero(~np.isnan(self.scores)))

    def ranking(self) -> IntArray:
        """Numbers of combinations from the best score to the worst; equals by their number, those
        without a score last."""
        return np.argsort(-self.scores, kind="stable")
