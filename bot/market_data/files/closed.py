"""Which candles of a file have closed, by the clock and by the file's own step."""

import math
from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from bot.candles import clean_candles, infer_timeframe, without_gap_sentences
from bot.domain import rfc3339, timeframe_delta
from bot.domain.errors import DataError

_DAY = timedelta(days=1)
_CLOCK_CHANGE = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_NO_CLOCK_YET = pd.Timestamp("1971-01-01", tz="UTC")
_FEWEST = 5
_LOOKED_AT = 5_000
_MOST_OFF, _MOST_ODD = 5, 0.01


def refuse_seconds(candles: pd.DataFrame) -> None:
    """DataError where most candles are less than a minute apart."""
    step = _median_step(candles)
    if step is None or step >= _MINUTE:
        return
    apart = f"were {step / timedelta(seconds=1):g} s apart"
    if candles.index[-1] < _NO_CLOCK_YET:
        raise DataError(
            f"need dates or epoch seconds, read as those they would be of {candles.index[0]:%Y} and"
            f" {apart}: write days, also a spreadsheet's day numbers, as dates"
        )
    raise DataError(
        f"need candles of a minute or longer, {apart}: there is no timeframe of seconds, make 1m"
        " candles of them"
    )


def early_notes(candles: pd.DataFrame) -> list[str]:
    """A sentence where candles of less than a day are older than any that were kept."""
    step = _median_step(candles)
    if step is None or step >= _DAY or candles.index[-1] >= _NO_CLOCK_YET:
        return []
    return [
        f"its candles of less than a day are of {candles.index[0]:%Y}, when nobody kept any: epoch"
        " numbers are read as seconds or finer"
    ]


def _median_step(candles: pd.DataFrame) -> timedelta | None:
    steps = np.diff(candles.index.asi8[:_LOOKED_AT])
    return timedelta(microseconds=float(np.median(steps))) if len(steps) else None


def closed_candles(
    candles: pd.DataFrame, now: datetime | None, timeframe: str | None
) -> pd.DataFrame:
    """The *candles* that have closed, with a warning on those left out; all without a `now`.

    A last candle off the file's own timetable still ran when the file was written: Yahoo stamps
    it with the time of the last trade. DataError where none is left.
    """
    name = timeframe or _step_of(candles)
    if name is None:
        return candles
    length, kept = timeframe_delta(name), candles
    off = _off_the_timetable(kept.index, length)
    if off:
        kept = _first(kept, len(kept) - off, name, _ran(kept.index[-off:]))
    if now is None:
        return kept
    count = int(kept.index.searchsorted(pd.Timestamp(now) - length, side="right"))
    if count == len(kept):
        return kept
    if not count:
        raise DataError(f"need a candle that has closed, the first opens at {_text(kept.index[0])}")
    return _first(kept, count, name, _not_closed(kept.index[count:], pd.Timestamp(now)))


def _ran(times: pd.DatetimeIndex) -> str:
    if len(times) == 1:
        return f"the last candle, which still ran: {_text(times[0])} is off the timetable"
    until = f"{_text(times[0])} to {_text(times[-1])}"
    return f"the last {len(times)} candles, which still ran: {until} are off the timetable"


def _not_closed(times: pd.DatetimeIndex, now: pd.Timestamp) -> str:
    later = int((times > now).sum())
    if not later:
        running = f"{len(times)} candles that still run"
        what = "the candle that still runs" if len(times) == 1 else running
        return f"{what}, from {_text(times[0])}"
    have = "candle that has" if len(times) == 1 else "candles that have"
    begin = "1 of them begins" if later == 1 else f"{later} of them begin"
    return (
        f"{len(times)} {have} not closed, from {_text(times[0])}: {begin} after now, is their time"
        " zone UTC?"
    )


def _first(candles: pd.DataFrame, count: int, length: str, what: str) -> pd.DataFrame:
    """The first candles, their gaps told anew, and what was left out behind them."""
    kept = clean_candles(without_gap_sentences(candles, length).iloc[:count], timeframe=length)
    kept.attrs["warnings"].append(f"left out {what}")
    return kept


def _text(time: pd.Timestamp) -> str:
    return rfc3339(time.to_pydatetime())


def _step_of(candles: pd.DataFrame) -> str | None:
    try:
        return infer_timeframe(candles)
    except DataError:
        return None


def _off_the_timetable(times: pd.DatetimeIndex, length: timedelta) -> int:
    """How many of the last open times the others' timetable does not have.

    Of days it is the last alone, at another time of day; of shorter candles up to five, each too
    near the one before, or at a minute of the hour at which no other opens.
    """
    if len(times) < _FEWEST:
        return 0
    if length >= _DAY:
        return int(_is_at_another_hour(times))
    recent = times.asi8[-_LOOKED_AT:]
    usual, hour = (span // timedelta(microseconds=1) for span in (length, _CLOCK_CHANGE))
    minutes = recent % math.gcd(usual, hour)
    _, which, counts = np.unique(minutes, return_inverse=True, return_counts=True)
    near = np.diff(recent) < usual
    off = near | (counts[which] == 1)[1:]
    count = int((~off[::-1]).argmax())
    before = len(off) - count
    if count > _MOST_OFF or near[:before].any() or off[:before].mean() > _MOST_ODD:
        return 0
    return count


def _is_at_another_hour(times: pd.DatetimeIndex) -> bool:
    """Days in local time change their hour by daylight saving time: an hour is no other time."""
    clocks = (times - times.normalize()).total_seconds().to_numpy()
    away = np.abs(clocks[:-1] - clocks[-1])
    hour = _CLOCK_CHANGE.total_seconds()
    return bool((np.minimum(away, 86_400 - away) > 0).all() and not np.isin(away, (hour,)).any())
