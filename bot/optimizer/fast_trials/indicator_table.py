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
    """One indicator for each period, in rising order: `values` has shape (periods, candles).

    The candles are those from row `first` of the history on, of which the values know all.
    """

    periods: IntArray
    values: FloatArray
    first: int = 0

    def rows_for(self, wanted: IntArray) -> IntArray:
        """The row of each wanted period, which must be among `periods`."""
        row_of = np.zeros(self.periods[-1] + 1, np.int64)
        row_of[self.periods] = np.arange(len(self.periods))
        rows: IntArray = row_of[wanted]
        return rows

    def of_candles(self, candles: slice) -> "IndicatorTable":
        """The values at some rows of the history, contiguous as compiled code reads them."""
        start = candles.start or 0
        end = None if candles.stop is None else candles.stop - self.first
        values = np.ascontiguousarray(self.values[:, start - self.first : end])
        return replace(self, values=values, first=start)


def indicator_tables(
    close: FloatArray, columns: EmaRsiColumns, executor: Executor, first: int = 0
) -> tuple[IndicatorTable, IndicatorTable]:
    """EMA and RSI of every period that the columns name, from row `first` on, each once."""
    emas = _distinct(np.concatenate([columns.ema_fast, columns.ema_slow]))
    rsis = _distinct(columns.rsi_period)
    candles = len(close) - first
    levels, strengths = np.empty((len(emas), candles)), np.empty((len(rsis), candles))
    fill_together(
        executor,
        partial(_ema_rows, close, emas, levels),
        partial(_rsi_rows, close, rsis, strengths),
    )
    return (
        IndicatorTable(periods=emas, values=levels, first=first),
        IndicatorTable(periods=rsis, values=strengths, first=first),
    )


def _distinct(periods: IntArray) -> IntArray:
    """In order; by counting, since many trials have few periods."""
    return np.flatnonzero(np.bincount(periods))


@compiled
def _ema_rows(close: FloatArray, periods: IntArray, out: FloatArray, first: int, step: int) -> None:
    for k in range(first, periods.size, step):
        if out.shape[1] == close.size:
            ema_into(close, periods[k], out[k])
        else:
            whole = np.empty(close.size)
            ema_into(close, periods[k], whole)
            out[k] = whole[close.size - out.shape[1] :]


@compiled
def _rsi_rows(close: FloatArray, periods: IntArray, out: FloatArray, first: int, step: int) -> None:
    for k in range(first, periods.size, step):
        if out.shape[1] == close.size:
            rsi_into(close, periods[k], out[k])
        else:
            whole = np.empty(close.size)
            rsi_into(close, periods[k], whole)
            out[k] = whole[close.size - out.shape[1] :]
