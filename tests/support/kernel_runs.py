"""The kernel driven by plain rows, with the argument types that the bot compiles it for."""

from collections.abc import Sequence

import numpy as np

from bot.backtesting import (
    Adaptive,
    Detail,
    Directions,
    adaptive_over,
    directions_of,
    equity_of,
    simulated,
)
from bot.candles import CandleArrays
from bot.compiled import RowSet, rows_equal
from bot.domain import StrategyConfig
from bot.rules.fills import Terms


def run_kernel(
    candles: Sequence[Sequence[float]],
    directions: Sequence[int],
    terms: Terms,
    balance: float,
    finer: Sequence[Sequence[Sequence[float]]] | None = None,
    config: StrategyConfig | None = None,
    withheld: Sequence[bool] = (),
) -> tuple[np.ndarray, np.ndarray]:
    """Trades (TRADE_DTYPE) and equity of (open, high, low, close) rows and a direction per row.

    `finer` has the finer rows inside each of them, in order. Sizes and stops are fixed, or those
    of a config. Decisions of `withheld` rows enter nothing.
    """
    decided = directions_of(np.array(directions, np.int8))
    columns = columns_of(candles)
    detail = None if finer is None else as_detail(finer)
    adaptive = None if config is None else adaptive_over(config, arrays_of_columns(columns))
    aside = rows_equal(np.array(withheld, np.int8), 1) if any(withheld) else None
    return run_directions(columns, decided, terms, balance, detail, adaptive, aside)


def columns_of(candles: Sequence[Sequence[float]]) -> list[np.ndarray]:
    """Rows as columns."""
    return [np.array(column, float) for column in zip(*candles, strict=True)]


def arrays_of_columns(columns: Sequence[np.ndarray]) -> CandleArrays:
    """Columns as candles of no time at all."""
    named = dict(zip(("open", "high", "low", "close"), columns, strict=True))
    times = np.arange(len(columns[0]))
    return CandleArrays(open_time=times, candle_ns=1, volume=columns[0], **named)


def as_detail(finer: Sequence[Sequence[Sequence[float]]]) -> Detail:
    """The finer rows inside each coarse one as the kernel reads them."""
    rows = np.array([row for inside in finer for row in inside], float).reshape(-1, 4)
    first = np.cumsum([0, *map(len, finer)])
    columns = (np.ascontiguousarray(rows[:, k]) for k in range(3))
    return Detail(*columns, first.astype(np.int64), np.zeros(len(finer), np.bool_))


def run_directions(
    columns: Sequence[np.ndarray],
    directions: Directions,
    terms: Terms,
    balance: float,
    detail: Detail | None = None,
    adaptive: Adaptive | None = None,
    withheld: RowSet | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Trades and equity of open, high, low and close columns."""
    open_, high, low, close = columns
    run = simulated(open_, high, low, close, directions, balance, terms, detail, adaptive, withheld)
    return run.trades, equity_of(run, balance, len(close))
