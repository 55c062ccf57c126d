"""Candles whose columns bear each other's names, recognized by what the prices do."""

import numpy as np
import pandas as pd

from bot.candles import PRICES, encloses
from bot.domain.errors import DataError

_FEWEST = 5
_FEWEST_NEIGHBOURS = 20
_FARTHER = 2.0
_LOOKED_AT = 5_000


def refuse_mixed_up(candles: pd.DataFrame) -> None:
    """DataError where most highs and lows do not enclose open and close, or opens are closes.

    `candles` are rows with usable prices in order of time, of which the first 5,000 are judged.
    """
    prices = candles.head(_LOOKED_AT)[list(PRICES)].to_numpy(np.float64)
    wrong = int((~encloses(prices)).sum())
    if len(prices) >= _FEWEST and wrong * 2 > len(prices):
        raise DataError(
            f"its columns are mixed up: the high is below open or close, or the low above, in"
            f" {wrong} of {len(prices)} candles: name each column by what it holds"
        )
    opens, closes = prices[:, 0], prices[:, 3]
    if len(prices) < _FEWEST_NEIGHBOURS:
        return
    right = np.median(np.abs(opens[1:] / closes[:-1] - 1))
    swapped = np.median(np.abs(closes[1:] / opens[:-1] - 1))
    if swapped * _FARTHER < right:
        raise DataError(
            "its columns open and close are mixed up: most candles close where the one before"
            f" opened (typically {swapped:.2%} apart) and not open where it closed ({right:.2%}):"
            " name each column by what it holds"
        )
