"""Candles as plain arrays, the form that compiled code reads."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.domain import timeframe_delta
from bot.domain.errors import DataError

if TYPE_CHECKING:
    import pandas as pd


_COLUMNS = ("open", "high", "low", "close", "volume")


@dataclass(frozen=True, slots=True, kw_only=True)
class CandleArrays:
    """Open times (int64, ns since the epoch, UTC), prices and volume (float64), of one length.

    `volume` is NaN where the source has none. Never written to: the arrays may be the memory of the
    frame that they come from.

    `candle_ns` is the length of one candle, so open_time + candle_ns is its close time.
    """

    open_time: NDArray[np.int64]
    open: FloatArray
    high: FloatArray
    low: FloatArray
    close: FloatArray
    volume: FloatArray
    candle_ns: int

    @classmethod
    def of(cls, candles: "pd.DataFrame", timeframe: str) -> "CandleArrays":
        """From a checked candles frame (see MarketDataClient); DataError where it has no candle."""
        if not len(candles):
            raise DataError("need at least one candle, was 0")
        names, values = list(candles.columns), candles.to_numpy(np.float64)
        columns = {name: _column(values[:, names.index(name)]) for name in _COLUMNS}
        open_time = candles.index.as_unit("ns").asi8
        return cls(open_time=open_time, candle_ns=candle_ns(timeframe), **columns)

    def __len__(self) -> int:
        return len(self.close)

    def part(self, rows: slice) -> "CandleArrays":
        """The candles of some rows, a view of these."""
        return CandleArrays(
            open_time=self.open_time[rows],
            candle_ns=self.candle_ns,
            **{name: getattr(self, name)[rows] for name in _COLUMNS},
        )

    @property
    def close_time(self) -> NDArray[np.int64]:
        """When each candle closed, ns since the epoch: the as-of moment of its decision."""
        return self.open_time + self.candle_ns


def _column(values: FloatArray) -> FloatArray:
    """The same memory where it can be: a million candles are many bytes, and nobody writes here.

    pandas hands its columns out as read-only, which compiled code takes for another type.
    """
    shared = values.view()
    if shared.flags.c_contiguous:
        try:
            shared.flags.writeable = True
        except ValueError:  # whoever owns it has made it so
            return values.copy()
        return shared
    return values.copy()


def candle_ns(timeframe: str) -> int:
    """The length of one candle in nanoseconds."""
    return round(timeframe_delta(timeframe).total_seconds()) * 1_000_000_000
