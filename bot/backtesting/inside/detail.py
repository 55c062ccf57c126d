"""Finer candles inside coarse ones, as arrays that compiled code reads."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.domain import timeframe_delta
from bot.domain.errors import ConfigError

if TYPE_CHECKING:
    import pandas as pd

_TOLERANCE = 0.0005
"""Sources round and filter prices of each timeframe for itself: so much of the price finer candles
may leave the coarse one. It is the default slippage, and what a split or dividend moves is more."""


class Detail(NamedTuple):
    """Prices of finer candles in order; rows first[t] to first[t + 1] - 1 lie inside coarse row t.

    `first` is int64 of shape (coarse rows + 1,). `outside`, of shape (coarse rows,), says whose
    finer candles were left out, since some of them are at prices that the coarse one never had.
    """

    open: FloatArray
    high: FloatArray
    low: FloatArray
    first: NDArray[np.int64]
    outside: NDArray[np.bool_]

    def part(self, rows: slice) -> "Detail":
        """The finer candles of some coarse rows; `rows` states its start and stop."""
        return self._replace(
            first=self.first[rows.start : rows.stop + 1], outside=self.outside[rows]
        )


def detail_of(
    finer: "pd.DataFrame", timeframe: str, candles: "pd.DataFrame", coarse_timeframe: str
) -> Detail:
    """Which candles of `finer`, a checked frame of `timeframe`, lie inside each of `candles`.

    A finer candle counts where it opens and closes inside a coarse one. Where any of them leaves
    its prices by more than 0.05 % it has none: they are at another scale, or of another market.
    ConfigError where `timeframe` is not shorter than the coarse one or does not divide it.
    """
    refuse_no_part(timeframe, coarse_timeframe)
    fine = CandleArrays.of(finer, timeframe)
    coarse = CandleArrays.of(candles, coarse_timeframe)
    row = np.searchsorted(coarse.open_time, fine.open_time, side="right") - 1
    inside = (row >= 0) & (fine.close_time <= coarse.close_time[row])
    too_high = fine.high > coarse.high[row] * (1.0 + _TOLERANCE)
    too_low = fine.low < coarse.low[row] * (1.0 - _TOLERANCE)
    outside = np.zeros(len(coarse), np.bool_)
    outside[row[inside & (too_high | too_low)]] = True
    read = inside & ~outside[row]
    first = np.searchsorted(fine.open_time[read], coarse.open_time)
    return Detail(
        fine.open[read],
        fine.high[read],
        fine.low[read],
        np.append(first, np.count_nonzero(read)).astype(np.int64),
        outside,
    )


def refuse_no_part(timeframe: str, coarse_timeframe: str) -> None:
    """ConfigError where candles of `timeframe` are no parts of those of the coarse timeframe."""
    length, whole = timeframe_delta(timeframe), timeframe_delta(coarse_timeframe)
    if length >= whole or whole % length:
        raise ConfigError(
            f"need finer candles of which a whole number, at least 2, makes one of"
            f" {coarse_timeframe}, were of {timeframe}"
        )
