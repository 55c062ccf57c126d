"""Indicators of many periods over the same closes, each computed once."""

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from bot.arrays import FloatArray, IntArray
from bot.compiled import compiled
from bot.optimizer.fast_trials.threaded_rows import fill_together
from bot.optimizer.trials import EmaRsiColumns
from bot.strategy import ema_into, rsi_into


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """One indicator for each period, in rising order: `values` has shape (periods, candles)."""

    periods: IntArray
    values: FloatArray

    def rows_for(self, wanted: IntArray) -> IntArray:
        """The row of each wanted period, which must be among `periods`."""
        row_of = np.zeros(self.periods[-1] + 1, np.int64)
        row_of[self.periods] = np.arange(len(self.periods))
        rows: IntArray = row_of[wanted]
        return rows

    def of_candles(self, candles: slice) -> "IndicatorTable":
        """The values at some of the candles, contiguous as compiled code reads them."""
        return replace(self, values=np.ascontiguousarray(self.values[:, candles]))


def indicator_tables(
    close: FloatArray, columns: EmaRsiColumns, executor: Executor
) -> tuple[IndicatorTable, IndicatorTable]:
    """EMA and RSI of every period that the columns name, each computed once."""
    emas = _distinct(np.concatenate([columns.ema_fast, columns.ema_slow]))
    rsis = _distinct(columns.rsi_period)
    levels, strengths = np.empty((len(emas), len(close))), np.empty((len(rsis), len(close)))
    fill_together(
        executor,
        partial(_ema_rows, close, emas, levels),
        partial(_rsi_rows, close, rsis, strengths),
    )
    return (
        IndicatorTable(periods=emas, values=levels),
        IndicatorTable(periods=rsis, values=strengths),
    )


def _distinct(periods: IntArray) -> IntArray:
    """In order; by counting, since many trials have few periods."""
    return np.flatnonzero(np.bincount(periods))


@compiled
def _ema_rows(close: FloatArray, periods: IntArray, out: FloatArray, first: int, step: int) -> None:
    for k in range(first, periods.size, step):
        ema_into(close, periods[k], out[k])


@compiled
def _rsi_rows(close: FloatArray, periods: IntArray, out: FloatArray, first: int, step: int) -> None:
    for k in range(first, periods.size, step):
        rsi_into(close, periods[k], out[k])
