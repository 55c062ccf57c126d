"""What is particular about the frames that yfinance answers with."""

from datetime import timedelta

import pandas as pd

from bot.domain.errors import MarketDataError


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
