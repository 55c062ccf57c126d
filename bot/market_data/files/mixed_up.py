"""Candles whose columns or rows are mixed up, recognized by what the prices do."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from bot.candles import PRICES, encloses
from bot.domain.errors import DataError

_FEWEST = 5
_FEWEST_NEIGHBOURS = 20
_FARTHER = 2.0
_LOOKED_AT = 5_000
_MOST_REPEATED = 0.05
_MOST_WRONG, _MOST_STRANGE = 0.5, 0.1
"""Yahoo's gold settles outside its day's range on a third of some 500 days, by 0.3 %, 9 % once."""
_INSIDE, _OUTSIDE = 1.1, 2.0
"""A high so far below open and close, or so far above, is none; a low the other way round."""


def refuse_mixed_up(candles: pd.DataFrame) -> None:
    """DataError where highs and lows do not belong to open and close, opens are closes, or rows are
    of several symbols.

    `candles` are rows with usable prices in order of time, whose first 5,000 prices are judged.
    """
    _refuse_interleaved(candles)
    prices = candles.head(_LOOKED_AT)[list(PRICES)].to_numpy(np.float64)
    wrong = int((~encloses(prices)).sum())
    if len(prices) >= _FEWEST and wrong > _MOST_WRONG * len(prices):
        raise DataError(
            f"its columns are mixed up: the high is below open or close, or the low above, in"
            f" {wrong} of {len(prices)} candles: name each column by what it holds"
        )
    _refuse_strange("high", prices[:, 1] / prices[:, [0, 3]].max(axis=1))
    _refuse_strange("low", prices[:, [0, 3]].min(axis=1) / prices[:, 2])
    _refuse_swapped(prices[:, 0], prices[:, 3])


def _refuse_interleaved(candles: pd.DataFrame) -> None:
    """Rows of one candle that was written again and again, as a feed does, share its open."""
    repeated = np.flatnonzero(np.diff(candles.index.asi8) == 0)
    opens = candles["open"].to_numpy(np.float64)
    others = int((opens[repeated + 1] != opens[repeated]).sum())
    if others >= _FEWEST and others > _MOST_REPEATED * len(opens):
        raise DataError(
            f"need the candles of one symbol, {others} of {len(opens)} rows repeat an open time"
            " with another open: save each symbol by itself, and every time with its time of day"
        )


def _refuse_strange(name: str, beyond: npt.NDArray[np.float64]) -> None:
    """`beyond` is how many times farther out than open and close it lies."""
    strange = int(((beyond < 1 / _INSIDE) | (beyond > _OUTSIDE)).sum())
    most = _MOST_WRONG if len(beyond) < _FEWEST_NEIGHBOURS else _MOST_STRANGE
    if len(beyond) >= _FEWEST and strange > most * len(beyond):
        raise DataError(
            f"its columns are mixed up: the {name} is no price beside open and close (a volume,"
            f" say) in {strange} of {len(beyond)} candles: name each column by what it holds"
        )


def _refuse_swapped(opens: npt.NDArray[np.float64], closes: npt.NDArray[np.float64]) -> None:
    if len(opens) < _FEWEST_NEIGHBOURS:
        return
    right = np.median(np.abs(opens[1:] / closes[:-1] - 1))
    swapped = np.median(np.abs(closes[1:] / opens[:-1] - 1))
    if swapped * _FARTHER < right:
        raise DataError(
            "its columns open and close are mixed up: most candles close where the one before"
            f" opened (typically {swapped:.2%} apart) and not open where it closed ({right:.2%}):"
            " name each column by what it holds"
        )
