"""Every combination of a grid, on the candles that are searched and on the last, held out ones."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import Conditions, Metrics, traded_run
from bot.candles import CandleArrays
from bot.decide import Decisions, Observations, decide
from bot.domain import require
from bot.domain.errors import DataError
from bot.optimizer.fast_trials.batch import (
    IndicatorTable,
    TrialInputs,
    indicator_tables,
    run_trials,
)
from bot.optimizer.grid.strategy_grid import AnyGrid, StrategyGrid
from bot.optimizer.search.objective import Judge, MetricColumns
from bot.optimizer.search.space import IntArray

if TYPE_CHECKING:
    import pandas as pd

COMBINATIONS_A_PART = 256
_PARTS_AHEAD = 64
_MOST_TABLE_BYTES = 4e9

SEARCHED, HELD_OUT = 0, 1
"""The two spans, as places in the second axis of a part."""

GridProgress = Callable[[int, int, float | None], None]
"""Told after each part: combinations done, combinations in all, best score so far."""


class KeptParts(Protocol):
    """Where finished parts survive an interruption; parts come in order, from the first on."""

    def read(self) -> Iterator[FloatArray]:
        """The parts that were kept before, whole ones only, as flat arrays."""
        ...

    def keep(self, part: FloatArray) -> None:
        """Keep one more part."""
        ...


class NothingKept:
    """Keeps nothing: for a run that is over before it could be interrupted."""

    def read(self) -> Iterator[FloatArray]:
        """No part."""
        return iter(())

    def keep(self, part: FloatArray) -> None:
        """Let the part go."""


@dataclass(frozen=True, kw_only=True)
class GridSpans:
    """What all combinations share, on all candles and on either span: `held_out` begins at row
    `split`.
    """

    split: int
    candles: CandleArrays
    observations: Observations
    searched: TrialInputs
    held_out: TrialInputs


def grid_spans(
    candles: "pd.DataFrame",
    grid: AnyGrid,
    conditions: Conditions,
    *,
    held_out_share: float,
    pool: Executor,
) -> GridSpans:
    """Cut a checked frame into what is searched and its last `held_out_share`, which is not.

    Indicators and news of the held-out rows know all rows before them; none of those is traded.
    Raises ConfigError for a share that is not between 0 and 1, DataError where a span is too short
    for the slowest combination, or where the indicators would take more than 4 GB.
    """
    require(0 < held_out_share < 1, "0 < share held out < 1", held_out_share)
    split = len(candles) - round(len(candles) * held_out_share)
    _refuse_too_few(split, len(candles) - split, grid)
    _refuse_large_tables(len(candles), grid)
    arrays = CandleArrays.of(candles, grid.base.timeframe)
    emas, rsis = indicator_tables(arrays.close, grid.periods, pool)
    whole = TrialInputs(
        candles=arrays,
        observations=conditions.observed(arrays, grid.base),
        base=grid.base,
        policy=conditions.policy,
        initial_balance=conditions.initial_balance,
        periods_per_year=conditions.periods_per_year(grid.base),
        emas=emas,
        rsis=rsis,
    )
    return GridSpans(
        split=split,
        candles=arrays,
        observations=whole.observations,
        searched=_rows(whole, slice(0, split)),
        held_out=_rows(whole, slice(split, None)),
    )


def _refuse_too_few(searched: int, held_out: int, grid: AnyGrid) -> None:
    periods = grid.periods
    least = 1 + int(max(periods.ema_slow.max(), periods.rsi_period.max() + 1, 100))
    if searched < least or held_out < 2:
        raise DataError(
            f"need at least {least} candles to search on and 2 held out, were {searched} and"
            f" {held_out}: take more candles or shorter periods"
        )


def _refuse_large_tables(candles: int, grid: AnyGrid) -> None:
    periods = grid.periods
    rows = len(np.union1d(periods.ema_fast, periods.ema_slow)) + len(periods.rsi_period)
    size = 2.0 * 8.0 * rows * candles
    if size > _MOST_TABLE_BYTES:
        raise DataError(
            f"need indicators of at most {_MOST_TABLE_BYTES / 1e9:g} GB, were {size / 1e9:.1f} GB"
            f" for {rows} periods on {candles:,} candles: list fewer periods or take fewer candles"
        )


def _rows(inputs: TrialInputs, rows: slice) -> TrialInputs:
    seen = inputs.observations
    return replace(
        inputs,
        candles=inputs.candles.part(rows),
        observations=_rows_seen(seen, rows),
        emas=_table_rows(inputs.emas, rows),
        rsis=_table_rows(inputs.rsis, rows),
    )


def _rows_seen(seen: Observations, rows: slice) -> Observations:
    return replace(
        seen,
        deviation=seen.deviation[rows],
        momentum_pct=seen.momentum_pct[rows],
        macro_bias=seen.macro_bias[rows],
        macro_confidence=seen.macro_confidence[rows],
        macro_lean=seen.macro_lean[rows],
    )


def _table_rows(table: IndicatorTable, rows: slice) -> IndicatorTable:
    return replace(table, values=np.ascontiguousarray(table.values[:, rows]))


@dataclass(frozen=True, kw_only=True)
class GridTable:
    """The metrics of every combination: shape (combinations, 2, metrics), spans as SEARCHED and
    HELD_OUT; `scores` are those of the searched span alone, NaN where not eligible.
    """

    grid: AnyGrid
    values: FloatArray
    scores: FloatArray

    def metrics(self, span: int) -> MetricColumns:
        """The metrics of a span, a row for each combination, as a view."""
        return self.values[:, span]

    @property
    def eligible(self) -> int:
        """How many combinations have a score."""
        return int(np.count_nonzero(~np.isnan(self.scores)))

    def ranking(self) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        """Numbers of combinations from the best score to the worst; equals by their number, those
        without a score last."""
        order: np.ndarray[tuple[int], np.dtype[np.int64]] = np.argsort(-self.scores, kind="stable")
        return order


def run_grid(
    spans: GridSpans,
    grid: AnyGrid,
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


def _parts(spans: GridSpans, grid: AnyGrid, done: int, pool: Executor) -> Iterator[FloatArray]:
    """The parts from combination `done` on, in order; no more than _PARTS_AHEAD wait."""
    starts = iter(range(done, len(grid), COMBINATIONS_A_PART))

    def submit(start: int) -> Future[FloatArray]:
        return pool.submit(_run_part, spans, grid, start)

    waiting = [submit(start) for start in islice(starts, _PARTS_AHEAD)]
    while waiting:
        yield waiting.pop(0).result()
        waiting += [submit(start) for start in islice(starts, 1)]


def _run_part(spans: GridSpans, grid: AnyGrid, start: int) -> FloatArray:
    numbers = np.arange(start, min(start + COMBINATIONS_A_PART, len(grid)))
    if isinstance(grid, StrategyGrid):
        return _run_strategies(spans, grid, numbers)
    draws = grid.draws(numbers)
    inputs = (spans.searched, spans.held_out)
    return np.stack([run_trials(one, draws) for one in inputs], axis=1)


def _run_strategies(spans: GridSpans, grid: StrategyGrid, numbers: IntArray) -> FloatArray:
    """One config after the other; neighbours with the same parameters share their decisions."""
    one = spans.searched
    out = np.empty((len(numbers), 2, len(Metrics._fields)))
    decisions: Decisions | None = None
    for k, number in enumerate(numbers.tolist()):
        config = grid.config_at(number)
        if decisions is None or decisions.config.strategy_params != config.strategy_params:
            decisions = decide(spans.candles, config, one.policy, spans.observations)
        for span, rows in enumerate((slice(0, spans.split), slice(spans.split, None))):
            run = traded_run(decisions, config, rows, one.initial_balance, one.periods_per_year)
            out[k, span] = run.metrics
    return out


def _best(scores: FloatArray) -> float | None:
    known = scores[~np.isnan(scores)]
    return float(known.max()) if len(known) else None


def _tell(progress: GridProgress | None, done: int, count: int, best: float | None) -> None:
    if progress is not None:
        progress(done, count, best)
