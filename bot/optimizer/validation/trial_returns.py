"""The returns of a search's trials, side by side: what its metrics alone do not tell."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.backtesting import Conditions, traded_run
from bot.candles import CandleArrays
from bot.decide import decide
from bot.optimizer.search import TrialTable
from bot.statistics import returns_of

if TYPE_CHECKING:
    import pandas as pd

MOST_TRIALS = 500
MOST_SPANS = 1_024
"""MOST_TRIALS and MOST_SPANS bound time and memory, whatever trials and candles a search had."""


def compared_trials(trials: int, best: int) -> NDArray[np.int64]:
    """All trials, or MOST_TRIALS spread evenly over them, `best` always among them."""
    if trials <= MOST_TRIALS:
        return np.arange(trials)
    spread = np.linspace(0, trials, MOST_TRIALS - 1, endpoint=False).astype(np.int64)
    return np.union1d(spread, [best])


def trial_returns(
    candles: "pd.DataFrame",
    table: TrialTable,
    trials: NDArray[np.int64],
    conditions: Conditions,
    *,
    warm_up: int = 0,
    progress: Callable[[float], None] | None = None,
) -> FloatArray:
    """The returns of some trials of a search over these candles, shape (spans, trials).

    The first `warm_up` candles are read and not traded.

    A span is a candle, or one of MOST_SPANS equal parts of more candles. Each trial is run again.
    NaN from where a trial has nothing left. `progress` is told the share that is done.
    """
    arrays = CandleArrays.of(candles, table.base.timeframe)
    observations = conditions.observed(arrays, table.base)
    periods, balance = conditions.periods_per_year(table.base), conditions.initial_balance
    traded = slice(warm_up, len(arrays))
    ends = span_ends(len(arrays) - warm_up)
    out = np.empty((len(ends), len(trials)))
    for column, trial in enumerate(trials):
        config = table.config_at(int(trial))
        decisions = decide(arrays, config, conditions.policy, observations)
        run = traded_run(decisions, config, traded, balance, periods)
        out[:, column] = returns_of(run.equity[ends], balance)
        if progress is not None:
            progress((column + 1) / len(trials))
    return out


def span_ends(candles: int) -> NDArray[np.int64]:
    """The last row of each span."""
    spans = min(candles, MOST_SPANS)
    return np.arange(1, spans + 1) * candles // spans - 1
