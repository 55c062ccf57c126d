"""The map that a heat map page shows, with the names and the scale of its numbers."""

from dataclasses import dataclass

from bot.arrays import FloatArray
from bot.optimizer.grid import GridTable, MedianMap, median_map

TITLES = {
    "sharpe_ratio": "Sharpe ratio",
    "total_pnl_pct": "Return in percent",
    "win_rate": "Win rate in percent",
    "total_trades": "Trades",
    "max_drawdown_pct": "Largest drawdown in percent",
}
"""How a page calls each metric that it can show."""
SPANS = (("in", "In sample"), ("out", "Out of sample"))
"""The key and the title of both spans, in the order of ShownMap.values."""
_SIGNED = ("sharpe_ratio", "total_pnl_pct")


@dataclass(frozen=True, kw_only=True)
class ShownMap:
    """A metric over the fields `x` and `y`.

    `values` are the cells in sample and out of sample in the units that are shown, each of shape
    (y values, x values).
    """

    x: str
    y: str
    metric: str
    cells: MedianMap
    values: tuple[FloatArray, FloatArray]

    @property
    def title(self) -> str:
        """The metric in words."""
        return TITLES[self.metric]

    @property
    def is_signed(self) -> bool:
        """Whether values below 0 are losses."""
        return self.metric in _SIGNED

    @property
    def is_less_better(self) -> bool:
        """Whether the best cell has the lowest value."""
        return _is_less_better(self.metric)


def shown_map(table: GridTable, axes: tuple[str, str], metric: str) -> ShownMap:
    """The map of a metric by its name in Metrics; `axes` are the x and the y field."""
    x, y = axes
    cells = median_map(table, x, y, metric, lowest=_is_less_better(metric))
    scale = 100.0 if metric == "win_rate" else 1.0
    values = (cells.searched * scale, cells.held_out * scale)
    return ShownMap(x=x, y=y, metric=metric, cells=cells, values=values)


def _is_less_better(metric: str) -> bool:
    return metric == "max_drawdown_pct"
