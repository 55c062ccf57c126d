"""Coarser candles made of finer ones, only where that is exact."""

from datetime import timedelta

import numpy as np
import pandas as pd

from bot.candles.cleaning import clean_candles
from bot.domain import timeframe_delta
from bot.domain.errors import DataError


def resampled(candles: pd.DataFrame, timeframe: str, wanted: str) -> pd.DataFrame:
    """A *candles* frame of `wanted`, each candle made of all its parts of `timeframe`.

    Candles of `wanted` open at whole multiples of their length since 1970 UTC, as exchanges cut
    them. One of which a part is missing is left out and told, never guessed; so every price is that
    of the market. Volume is the sum of the parts, NaN where one has none. Raises DataError where
    `wanted` is no whole multiple of `timeframe`, where parts are not on its grid, or where no
    candle is whole.
    """
    fine, coarse = (
        timeframe_delta(name) // timedelta(microseconds=1) for name in (timeframe, wanted)
    )
    if coarse % fine:
        raise DataError(f"candles of {wanted} cannot be made of those of {timeframe}")
    if coarse == fine:
        return candles
    times = candles.index.asi8
    if (times % fine).any():
        raise DataError(f"candles of {timeframe} that open off its grid make none of {wanted}")
    opens = times - times % coarse
    parts = candles.groupby(opens, sort=False)
    whole = parts.size().to_numpy() == coarse // fine
    joined = parts.agg({"open": "first", "high": "max", "low": "min", "close": "last"})
    joined["volume"] = parts["volume"].sum(min_count=coarse // fine)
    if not whole.any():
        raise DataError(f"no candle of {wanted} has all its parts of {timeframe}")
    joined.index = pd.DatetimeIndex(
        pd.to_datetime(np.asarray(joined.index), unit="us", utc=True), name="timestamp"
    ).as_unit("us")
    notes = list(candles.attrs.get("warnings", []))
    within = int(np.count_nonzero(~whole[1:-1]))  # the first and the last may be cut by the window
    if within:
        notes.append(
            f"left out {within} candles of {wanted} that lack parts of {timeframe}: none is guessed"
        )
    kept = joined[whole]
    kept.attrs = {"warnings": notes}
    return clean_candles(kept, timeframe=wanted)
