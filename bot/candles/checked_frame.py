"""What a checked frame of candles is: its columns, its bounds, and whether a frame is one."""

import numpy as np
import pandas as pd

from bot.domain.errors import DataError

PRICES = ("open", "high", "low", "close")
COLUMNS = (*PRICES, "volume")
# Yahoo's adjusted prices wobble in their last digits; a revision or a dividend moves them far more.
SAME_PRICE = 1e-6

EARLIEST, LATEST = -2_208_988_800_000_000, 7_258_118_400_000_000
"""Microseconds since 1970 of the years 1900 and 2200: what lies outside is no market's time."""
LOWEST, HIGHEST = 1e-18, 1e18
"""A price outside these is no market's, and balances and returns made of it overflow."""
_UTC_MICROSECONDS = pd.DatetimeTZDtype("us", "UTC")


def is_clean(frame: pd.DataFrame) -> bool:
    """Whether cleaning would change nothing of the frame."""
    return (
        len(frame) > 0
        and frame.index.dtype == _UTC_MICROSECONDS
        and frame.index.name == "timestamp"
        and tuple(frame.columns) == COLUMNS
        and all(dtype == np.float64 for dtype in frame.dtypes)
        and _has_clean_values(frame)
    )


def _has_clean_values(frame: pd.DataFrame) -> bool:
    times = frame.index.asi8
    opens, highs, lows, closes, volumes = (frame[name].to_numpy() for name in COLUMNS)
    return bool(
        times[0] >= EARLIEST
        and times[-1] < LATEST
        and (times[1:] > times[:-1]).all()
        and (lows >= LOWEST).all()
        and (highs <= HIGHEST).all()
        and (lows <= np.minimum(opens, closes)).all()
        and (highs >= np.maximum(opens, closes)).all()
        and not (volumes < 0).any()
        and not (volumes == np.inf).any()
    )


def utc_index(index: pd.Index) -> pd.DatetimeIndex:
    """Open times as a checked frame has them, naive ones read as UTC; DataError for no times."""
    if not isinstance(index, pd.DatetimeIndex):
        raise DataError(f"need a DatetimeIndex of open times, had an index of {index.dtype}")
    aware = index.tz_localize("UTC") if index.tz is None else index.tz_convert("UTC")
    return aware.as_unit("us").rename("timestamp")
