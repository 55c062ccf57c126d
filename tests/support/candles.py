"""Small candles frames for tests."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

COLUMNS = ["open", "high", "low", "close"]


def candles_frame(
    rows: Sequence[Sequence[float]], *, start: str = "2024-01-01", step: str = "1h"
) -> pd.DataFrame:
    """A candles frame from (open, high, low, close) rows, volume 1."""
    index = pd.date_range(start, periods=len(rows), freq=step, tz="UTC", name="timestamp")
    frame = pd.DataFrame(list(rows), columns=COLUMNS, index=index, dtype="float64")
    return frame.assign(volume=1.0)


def random_walk(count: int, *, seed: int = 0, deviation: float = 0.005) -> pd.DataFrame:
    """A geometric random walk around 100 whose highs and lows enclose open and close."""
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(rng.normal(0, deviation, count)))
    open_ = np.r_[100.0, close[:-1]] * np.exp(rng.normal(0, deviation / 5, count))
    spread = np.abs(rng.normal(0, deviation / 2, (2, count)))
    high = np.maximum(open_, close) * (1 + spread[0])
    low = np.minimum(open_, close) * (1 - spread[1])
    return candles_frame(np.column_stack([open_, high, low, close]))
