"""Every combination of a grid evaluated, part by part."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import Metrics
from bot.optimizer.grid.grid_table import SEARCHED, GridTable
from bot.optimizer.grid.kept_parts import KeptParts
from bot.optimizer.grid.protocol import Grid
from bot.optimizer.grid.spans import GridSpans
from bot.optimizer.search import Judge

COMBINATIONS_A_PART = 256
_PARTS_AHEAD = 64

GridProgress = Callable[[int, int, float | None], None]
"""Told after each part: combinations done, combinations in all, best score so far."""


def run_grid(
    spans: GridSpans,
    grid: Grid,
    judge: Judge,
    pool: Executor,
    *,
    kept: KeptParts,
    progress: GridProgress | None = None,
) -> GridTable:
    """Backtest every combination on both spans, part by part; a kept part is not run again.

    In-sample metrics equal those of a Backtester on the searched rows, held-out ones those of
    span_run. The result does not depend on the pool or on what was kept.
    """
    count = len(grid)
    values = np.empty((count, 2, len(Metrics._fields)))
    best: float | None = None
    done = 0
    for flat in kept.read():
        part = flat.reshape(-1, 2, len(Metrics._fields))
        values[done : done + len(part)] = part
        done += len(part)
    if done:
        best = _best(judge.scores(values[:done, SEARCHED]))
        _tell(progress, done, count, best)
    for part in _parts(spans, grid, done, pool):
        kept.keep(part.reshape(-1))
        values[done : done + len(part)] = part
        done += len(part)
        scores = judge.scores(part[:, SEARCHED])
        best = _best(np.append(scores, np.nan if best is None else best))
        _tell(progress, done, count, best)
    return GridTable(grid=grid, values=values, scores=judge.scores(values[:, SEARCHED]))


def _parts(spans: GridSpans, grid: Grid, done: int, pool: Executor) -> Iterator[FloatArray]:
    """The parts from combination `done` on, in order; no more than _PARTS_AHEAD wait."""
    starts = iter(range(done, len(grid), COMBINATIONS_A_PART))

    def submit(start: int) -> Future[FloatArray]:
        return pool.submit(_run_part, spans, grid, start)

    waiting = [submit(start) for start in islice(starts, _PARTS_AHEAD)]
    while waiting:
        yield waiting.pop(0).result()
        waiting += [submit(start) for start in islice(starts, 1)]


def _run_part(spans: GridSpans, grid: Grid, start: int) -> FloatArray:
    numbers = np.arange(start, min(start + COMBINATIONS_A_PART, len(grid)))
    return spans.evaluate(grid.configs(numbers))


def _best(scores: FloatArray) -> float | None:
    eligible = scores[~np.isnan(scores)]
    return float(eligible.max()) if len(eligible) else None


def _tell(progress: GridProgress | None, done: int, count: int, best: float | None) -> None:
    if progress is not None:
        progress(done, count, best)
