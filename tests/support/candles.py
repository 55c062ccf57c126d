"""Makers of small candles frames, and what every checked frame must satisfy."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

PRICES = ["open", "high", "low", "close"]
COLUMNS = [*PRICES, "volume"]


def candles_frame(
    rows: Sequence[Sequence[float]], *, start: str = "2024-01-01", step: str = "1h"
) -> pd.DataFrame:
    """Rows of open, high, low, close and perhaps volume (else 1) on an even UTC grid."""
    index = pd.date_range(start, periods=len(rows), freq=step, tz="UTC", unit="us")
    index = pd.DatetimeIndex(index, name="timestamp", freq=None)
    whole = [[*row, 1.0] if len(row) == len(PRICES) else row for row in rows]
    return pd.DataFrame(whole, columns=COLUMNS, index=index, dtype="float64")


def even_candles(count: int, *, start: str = "2024-01-01", step: str = "1h") -> pd.DataFrame:
    """Clean candles whose close is their number plus 100."""
    rows = [[100.0 + n, 101.5 + n, 99.5 + n, 100.5 + n, 10.0] for n in range(count)]
    return candles_frame(rows, start=start, step=step)


def random_walk(
    count: int, *, seed: int = 0, deviation: float = 0.005, step: str = "1h"
) -> pd.DataFrame:
    """A geometric random walk around 100 whose highs and lows enclose open and close."""
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(rng.normal(0, deviation, count)))
    open_ = np.r_[100.0, close[:-1]] * np.exp(rng.normal(0, deviation / 5, count))
    spread = np.abs(rng.normal(0, deviation / 2, (2, count)))
    high = np.maximum(open_, close) * (1 + spread[0])
    low = np.minimum(open_, close) * (1 - spread[1])
    return candles_frame(np.column_stack([open_, high, low, close]), step=step)


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
    assert np.isfinite(candles[PRICES].to_numpy()).all()
    assert (candles[PRICES] > 0).all(axis=None)
    assert (candles["high"] >= candles[["open", "close", "low"]].max(axis=1)).all()
    assert (candles["low"] <= candles[["open", "close"]].min(axis=1)).all()
    volume = candles["volume"]
    assert (volume.isna() | ((volume >= 0) & (volume < np.inf))).all()
    assert all(isinstance(sentence, str) for sentence in candles.attrs["warnings"])
