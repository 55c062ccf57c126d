"""Hours whose inside is known: walks that jump, and trends that move a little every few minutes."""

import numpy as np
import pandas as pd

from bot.candles import resampled
from bot.programs.honesty.jumps import jumping
from bot.programs.honesty.series import trending


def hours_of_jumps(count: int = 1000, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Driftless hours of twelve jumps, and the minutes inside, each of one price."""
    fifths = jumping(count, 12, np.random.default_rng(seed))
    index = pd.date_range(fifths.index[0], periods=60 * count, freq="1min", unit="us")
    minutes = fifths.reindex(pd.DatetimeIndex(index, name="timestamp", freq=None), method="ffill")
    minutes.attrs = {"warnings": []}
    return resampled(minutes, "1m", "1h"), minutes


def hours_of_trends(count: int = 1000, seed: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hours with a strong planted trend, and the continuous quarters of an hour inside."""
    quarters = trending(4 * count, np.random.default_rng(seed), 0.35)
    index = pd.date_range(quarters.index[0], periods=4 * count, freq="15min", unit="us")
    quarters.index = pd.DatetimeIndex(index, name="timestamp", freq=None)
    quarters.attrs = {"warnings": []}
    return resampled(quarters, "15m", "1h"), quarters
