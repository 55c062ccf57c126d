"""Which candles of a file have closed, by the clock and by the file's own step."""

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
    if _is_off_the_timetable(kept.index, length):
        what = f"the last candle, which still ran: {_text(kept.index[-1])} is off the timetable"
        kept = _first(kept, len(kept) - 1, name, what)
    if now is None:
        return kept
    count = int(kept.index.searchsorted(pd.Timestamp(now) - length, side="right"))
    if count == len(kept):
        return kept
    if not count:
        raise DataError(f"need a candle that has closed, the first opens at {_text(kept.index[0])}")
    running = len(kept) - count
    what = "the candle that still runs" if running == 1 else f"{running} candles that still run"
    return _first(kept, count, name, f"{what}, from {_text(kept.index[count])}")


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


def _is_off_the_timetable(times: pd.DatetimeIndex, length: timedelta) -> bool:
    """Is the last open time alone at another time of day, or too near the one before?

    Days in local time change their hour by daylight saving time: an hour is no other time.
    """
    if len(times) < _FEWEST:
        return False
    if length < _DAY:
        steps = np.diff(times.asi8[-_LOOKED_AT:])
        usual = length // timedelta(microseconds=1)
        return bool(steps[-1] < usual and (steps[:-1] >= usual).all())
    clocks = (times - times.normalize()).total_seconds().to_numpy()
    away = np.abs(clocks[:-1] - clocks[-1])
    hour = _CLOCK_CHANGE.total_seconds()
    return bool((np.minimum(away, 86_400 - away) > 0).all() and not np.isin(away, (hour,)).any())
