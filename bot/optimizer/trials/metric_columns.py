"""The metrics of many runs as columns."""

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.backtesting import LOST_ALL_PCT, Metrics

MetricColumns = FloatArray
"""Metrics of many runs, shape (runs, len(Metrics._fields)), columns in the order of Metrics."""
WHOLE_METRICS = ("total_trades", "winning_trades", "losing_trades")
"""The metrics that are counts."""


def metric(table: MetricColumns, name: str) -> FloatArray:
    """One metric of every run, as a view."""
    return table[:, Metrics._fields.index(name)]


def lost_all(table: MetricColumns) -> NDArray[np.bool_]:
    """Which runs had nothing left at a close."""
    return metric(table, "max_drawdown_pct") >= LOST_ALL_PCT
