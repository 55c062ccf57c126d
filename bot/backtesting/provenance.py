"""Which candles a result was computed from."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from bot.arrays import utc_time
from bot.candles import CandleArrays

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class CandleProvenance:
    """First and last open time, count, and a hash that differs whenever any number does."""

    symbol: str
    timeframe: str
    first: datetime
    last: datetime
    candles: int
    sha256: str
    warnings: tuple[str, ...] = ()


def candle_provenance(
    frame: "pd.DataFrame", candles: CandleArrays, symbol: str, timeframe: str
) -> CandleProvenance:
    """The provenance of a checked frame, with its CandleArrays.

    sha256 is over the little-endian bytes of open times (int64 ns), then open, high, low, close,
    volume (float64), column after column; a volume that is not there counts as 0.
    """
    digest = hashlib.sha256(np.ascontiguousarray(candles.open_time, "<i8").data)
    prices = candles.open, candles.high, candles.low, candles.close
    volume = candles.volume
    if np.isnan(volume).any():
        volume = np.nan_to_num(volume, nan=0.0)
    for column in (*prices, volume):
        digest.update(np.ascontiguousarray(column, "<f8").data)
    return CandleProvenance(
        symbol=symbol,
        timeframe=timeframe,
        first=utc_time(int(candles.open_time[0])),
        last=utc_time(int(candles.open_time[-1])),
        candles=len(candles),
        sha256=digest.hexdigest(),
        warnings=tuple(frame.attrs.get("warnings", ())),
    )
