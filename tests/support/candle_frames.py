"""Makers of small candle frames, and what every checked frame must satisfy."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

COLUMNS = ["open", "high", "low", "close", "volume"]


def candle_frame(
    rows: Sequence[Sequence[float]], *, start: str = "2024-01-01", freq: str = "h"
) -> pd.DataFrame:
    """Rows of open, high, low, close, volume on an even UTC grid."""
    index = pd.date_range(start, periods=len(rows), freq=freq, tz="UTC", unit="us")
    index = pd.DatetimeIndex(index, name="timestamp", freq=None)
    return pd.DataFrame(rows, columns=COLUMNS, index=index, dtype="float64")


def even_candles(count: int, *, start: str = "2024-01-01", freq: str = "h") -> pd.DataFrame:
    """Clean candles whose close is their number plus 100."""
    rows = [[100.0 + n, 101.5 + n, 99.5 + n, 100.5 + n, 10.0] for n in range(count)]
    return candle_frame(rows, start=start, freq=freq)


def assert_checked(candles: pd.DataFrame) -> None:
    """Fail unless the frame is a *candles* frame as MarketDataClient defines it."""
    index = candles.index
    assert isinstance(index, pd.DatetimeIndex)
    assert str(index.tz) == "UTC"
    assert index.name == "timestamp"
    assert index.is_unique
    assert index.is_monotonic_increasing
    assert list(candles.columns) == COLUMNS
    assert (candles.dtypes == np.float64).all()
    assert len(candles) > 0
    assert np.isfinite(candles.to_numpy()).all()
    assert (candles[["open", "high", "low", "close"]] > 0).all(axis=None)
    assert (candles["high"] >= candles[["open", "close", "low"]].max(axis=1)).all()
    assert (candles["low"] <= candles[["open", "close"]].min(axis=1)).all()
    assert (candles["volume"] >= 0).all()
    assert all(isinstance(sentence, str) for sentence in candles.attrs["warnings"])
