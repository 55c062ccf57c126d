"""A metric over two fields: the median over all other ones."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray, IntArray
from bot.domain import require
from bot.optimizer.grid.grid_table import HELD_OUT, SEARCHED, GridTable
from bot.optimizer.trials import metric

MOST_CELLS = 10_000


@dataclass(frozen=True, kw_only=True)
class MedianMap:
    """Cells of shape (y values, x values) on both spans, NaN where nothing is defined.

    `best` is the (row, column) of the best in-sample cell, None where there is none; `counts` how
    many combinations a cell has.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    searched: FloatArray
    held_out: FloatArray
    counts: IntArray
    best: tuple[int, int] | None


def refuse_large_map(x: int, y: int) -> None:
    """ConfigError for more cells than a page and a reader can take."""
    require(x * y <= MOST_CELLS, f"a heat map of at most {MOST_CELLS:,} cells", f"{x:,} x {y:,}")


def median_map(table: GridTable, x: str, y: str, name: str, *, lowest: bool = False) -> MedianMap:
    """The map of a metric by its name in Metrics; `lowest` where less of it is better."""
    grid = table.grid
    shape = len(grid.axis(y)), len(grid.axis(x))
    places = grid.places(np.arange(len(grid)))
    cells = places[y] * shape[1] + places[x]
    maps = [
        _medians(cells, metric(table.metrics(span), name), shape[0] * shape[1]).reshape(shape)
        for span in (SEARCHED, HELD_OUT)
    ]
    return MedianMap(
        x=grid.axis(x),
        y=grid.axis(y),
        searched=maps[0],
        held_out=maps[1],
        counts=np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape),
        best=_best(-maps[0] if lowest else maps[0]),
    )


def _medians(cells: IntArray, values: FloatArray, count: int) -> FloatArray:
    defined = np.isfinite(values)
    order = np.argsort(cells[defined], kind="stable")
    cells, values = cells[defined][order], values[defined][order]
    medians = np.full(count, np.nan)
    present, starts = np.unique(cells, return_index=True)
    for cell, group in zip(present.tolist(), np.split(values, starts[1:]), strict=False):
        medians[cell] = np.median(group)
    return medians


def _best(values: FloatArray) -> tuple[int, int] | None:
    if not np.isfinite(values).any():
        return None
    row, column = divmod(int(np.nanargmax(values)), values.shape[1])
    return row, column
