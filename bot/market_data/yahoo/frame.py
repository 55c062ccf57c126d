"""What is particular about the frames that yfinance answers with."""

from datetime import timedelta

import numpy as np
import pandas as pd

from bot.domain.errors import MarketDataError

_SPLITS = (*range(2, 11), 12, 15, 20, 25, 30, 40, 50, 100)
# The session opens at the new level, and does not move far from it on its first day.
_OPEN_TOLERANCE = 0.05
_CLOSE_TOLERANCE = 0.15


def flatten_columns(frame: pd.DataFrame, ticker: str) -> pd.DataFrame:
    """One level of columns: those of `ticker`, whichever level yfinance put the names on.

    MarketDataError where the answer is about other tickers.
    """
    if not isinstance(frame.columns, pd.MultiIndex):
        return frame
    tickers = 1 if "Close" in frame.columns.get_level_values(0) else 0
    answered = frame.columns.get_level_values(tickers)
    if ticker not in answered:
        raise MarketDataError(
            f"need candles of {ticker}, Yahoo answered with {', '.join(map(str, set(answered)))}"
        )
    flat = frame.loc[:, answered == ticker]
    return flat.set_axis(flat.columns.get_level_values(1 - tickers), axis=1)


def stamp_in_utc(frame: pd.DataFrame, length: timedelta) -> pd.DataFrame:
    """Open times in UTC; candles of a day or longer are stamped with the session's date at 00:00.

    Yahoo stamps those with the exchange's midnight, which daylight saving time moves.
    MarketDataError where the index holds no times.
    """
    index = frame.index
    if not isinstance(index, pd.DatetimeIndex):
        raise MarketDataError(f"need times from Yahoo, its answer had an index of {index.dtype}")
    if length >= timedelta(days=1):
        index = index.tz_localize(None).normalize()
    return frame.set_axis(index.tz_localize("UTC") if index.tz is None else index.tz_convert("UTC"))


def tell_suspected_splits(candles: pd.DataFrame) -> list[str]:
    """At most one sentence about jumps that look like a split nobody adjusted.

    A jump counts where the open over the previous close is within 5 % of 1:n or n:1 for a customary
    n, and the close within 15 % of the same ratio.
    """
    previous = candles["close"].to_numpy()[:-1]
    opened = np.log(candles["open"].to_numpy()[1:] / previous)
    closed = np.log(candles["close"].to_numpy()[1:] / previous)
    ratios = np.log(np.array(_SPLITS))
    nearest = np.abs(np.abs(opened)[:, None] - ratios).argmin(axis=1)
    expected = np.where(opened > 0, 1, -1) * ratios[nearest]
    jumps = np.flatnonzero(
        (np.abs(opened - expected) < np.log1p(_OPEN_TOLERANCE))
        & (np.abs(closed - expected) < np.log1p(_CLOSE_TOLERANCE))
    )
    if not len(jumps):
        return []
    first = jumps[0]
    times = _SPLITS[nearest[first]]
    change = f"{times} times" if opened[first] > 0 else f"1/{times} of"
    return [
        f"{len(jumps)} jump{'s' if len(jumps) > 1 else ''} like a split that was not adjusted,"
        f" the first to about {change} the price at {candles.index[first + 1]:%Y-%m-%dT%H:%M:%SZ}:"
        " prices are left as they are"
    ]
