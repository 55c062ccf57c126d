"""The timeframe that candles show, and which of them have closed."""

from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from bot.candles.checked_frame import utc_index
from bot.candles.gaps import commonest_step, timeframe_name
from bot.domain import timeframe_delta
from bot.domain.errors import DataError, MarketDataError


def infer_timeframe(frame: pd.DataFrame) -> str:
    """The timeframe of the commonest step between open times (the shortest of equally common ones).

    Raises DataError for fewer than two candles and for a step that no timeframe names.
    """
    if len(frame) < 2:
        raise DataError(f"need two candles to infer a timeframe, had {len(frame)}: name it instead")
    times = utc_index(frame.index).asi8
    is_sorted = frame.index.is_monotonic_increasing  # pandas remembers it of this index alone
    step = commonest_step(times if is_sorted else np.sort(times))
    name = timeframe_name(step)
    if name is None:
        raise DataError(
            f"need candles as far apart as a timeframe (1m, 1h, 1d), were {step / 1e6:g} seconds"
        )
    return name


def drop_unfinished(frame: pd.DataFrame, length: timedelta, now: datetime) -> pd.DataFrame:
    """The rows whose candle has closed by `now` (aware): open time + length <= now.

    `frame` has an aware DatetimeIndex of open times, in any order.
    """
    return frame[frame.index <= pd.Timestamp(now) - length]


def refuse_other_timeframe(candles: pd.DataFrame, timeframe: str, source: str) -> None:
    """MarketDataError where the commonest step of the candles is not the timeframe.

    A single candle has no step and passes. `source` names the origin in the sentence.
    """
    expected = timeframe_delta(timeframe) // timedelta(microseconds=1)
    step = commonest_step(candles.index.asi8)
    if step not in (0, expected):
        name = timeframe_name(step) or f"{step / 1e6:g} s"
        raise MarketDataError(
            f"need candles {timeframe} apart, those of {source} are {name} apart:"
            " set the timeframe to theirs"
        )
