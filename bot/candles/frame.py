"""The one policy for candles as a source gives them: repaired or dropped, counted, told.

docs/guides/candles.md states the policy in words.
"""

from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from bot.candles.gaps import commonest_step, tell_gaps, timeframe_name, timestamp_text
from bot.domain import timeframe_delta
from bot.domain.errors import DataError, MarketDataError

PRICES = ("open", "high", "low", "close")
COLUMNS = (*PRICES, "volume")

# Microseconds since 1970 of the years 1900 and 2200: what lies outside is no market's time.
_EARLIEST, _LATEST = -2_208_988_800_000_000, 7_258_118_400_000_000
# A price outside these is no market's, and balances and returns made of it overflow.
_LOWEST, _HIGHEST = 1e-18, 1e18
# Adjusting prices for splits and dividends leaves high and low this far off by rounding alone.
_ROUNDING = 1e-9
_UTC_MICROSECONDS = pd.DatetimeTZDtype("us", "UTC")
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Times = npt.NDArray[np.int64]


def clean_candles(frame: pd.DataFrame, *, timeframe: str | None = None) -> pd.DataFrame:
    """A *candles* frame (see MarketDataClient) made of a source's frame by the one policy.

    `frame` has a DatetimeIndex of open times (naive = UTC) and the columns open, high, low and
    close in any case and order, volume optionally; others are left out. Text that is no number is
    a missing value. `timeframe` is the step that is expected; None judges gaps by the commonest
    one. The index has microsecond resolution. What is told follows the sentences that the frame
    already carries in attrs["warnings"]; cleaning twice changes and tells nothing more. The
    argument is never changed; a frame that is already clean shares its memory with the result.
    Raises DataError where a column is missing or no usable candle is left, saying why.
    """
    told: list[str] = []
    candles = frame if _is_clean(frame) else _repaired(frame, told)
    candles = candles.copy(deep=False)
    told += _tell_steps(candles.index.asi8, timeframe)
    earlier = list(frame.attrs.get("warnings", []))
    candles.attrs = {"warnings": earlier + [said for said in told if said not in earlier]}
    return candles


def without_gap_sentences(candles: pd.DataFrame, timeframe: str) -> pd.DataFrame:
    """The same *candles* frame, whose warnings tell what was repaired and no longer its gaps.

    Gaps are told anew wherever candles are put together; `timeframe` is the one they were told by.
    """
    bare = candles.copy(deep=False)
    bare.attrs = {}
    gaps = clean_candles(bare, timeframe=timeframe).attrs["warnings"]
    told = [said for said in candles.attrs.get("warnings", []) if said not in gaps]
    bare.attrs = {"warnings": told}
    return bare


def infer_timeframe(frame: pd.DataFrame) -> str:
    """The timeframe of the commonest step between open times (the shortest of equally common ones).

    Raises DataError for fewer than two candles and for a step that is no whole number of minutes.
    """
    if len(frame) < 2:
        raise DataError(f"need two candles to infer a timeframe, had {len(frame)}: name it instead")
    times = _utc_index(frame.index)
    step = commonest_step(times.asi8 if times.is_monotonic_increasing else np.sort(times.asi8))
    name = timeframe_name(step)
    if name is None:
        raise DataError(
            f"need candles a whole number of minutes apart, were {step / 1e6:g} seconds"
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
    found = commonest_step(candles.index.asi8)
    if found not in (0, expected):
        name = timeframe_name(found) or f"{found / 1e6:g} s"
        raise MarketDataError(
            f"need candles {timeframe} apart, those of {source} are {name} apart:"
            " set the timeframe to theirs"
        )


def _is_clean(frame: pd.DataFrame) -> bool:
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
        times[0] >= _EARLIEST
        and times[-1] < _LATEST
        and (times[1:] > times[:-1]).all()
        and (lows >= _LOWEST).all()
        and (highs <= _HIGHEST).all()
        and (lows <= np.minimum(opens, closes)).all()
        and (highs >= np.maximum(opens, closes)).all()
        and not (volumes < 0).any()
        and not (volumes == np.inf).any()
    )


def _repaired(frame: pd.DataFrame, told: list[str]) -> pd.DataFrame:
    columns = _named_columns(frame)
    index = _utc_index(frame.index)
    prices = np.column_stack([_numbers(columns[name]) for name in PRICES])
    volume = _volume(columns.get("volume"), len(frame))
    kept = np.flatnonzero(_usable(index.asi8, prices, told))
    if not len(kept):
        why = "; ".join(told) or "there are no rows"
        raise DataError(f"need at least one usable candle, had none: {why}")
    kept = kept[_ascending_unique(index.asi8[kept], told)]
    values = np.column_stack([_enclosing(prices[kept], told), _usable_volume(volume[kept], told)])
    return pd.DataFrame(values, index=index[kept], columns=list(COLUMNS))


def _named_columns(frame: pd.DataFrame) -> dict[str, pd.Series]:
    names = [str(column).strip().lower() for column in frame.columns]
    for wanted in COLUMNS:
        found = names.count(wanted)
        if found > 1 or (found == 0 and wanted != "volume"):
            listing = ", ".join(names) or "no columns"
            raise DataError(f"need one column named {wanted}, had {found} among {listing}")
    return {name: frame.iloc[:, names.index(name)] for name in COLUMNS if name in names}


def _utc_index(index: pd.Index) -> pd.DatetimeIndex:
    if not isinstance(index, pd.DatetimeIndex):
        raise DataError(f"need a DatetimeIndex of open times, had an index of {index.dtype}")
    aware = index.tz_localize("UTC") if index.tz is None else index.tz_convert("UTC")
    return aware.as_unit("us").rename("timestamp")


def _numbers(column: pd.Series) -> Floats:
    numbers: Floats = pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    return numbers


def _volume(column: pd.Series | None, rows: int) -> Floats:
    return np.full(rows, np.nan) if column is None else _numbers(column)


def _usable(times: Times, prices: Floats, told: list[str]) -> Mask:
    timed = (times >= _EARLIEST) & (times < _LATEST)  # NaT is the smallest number
    finite = np.isfinite(prices).all(axis=1)
    positive = (prices > 0).all(axis=1)
    likely = ((prices >= _LOWEST) & (prices <= _HIGHEST)).all(axis=1)
    if not timed.all():
        told.append(f"dropped {_candles(int((~timed).sum()))} without a usable time")
    for dropped, fault in (
        (timed & ~finite, "a missing or infinite price"),
        (timed & finite & ~positive, "a zero or negative price (no return can be computed of it)"),
        (timed & finite & positive & ~likely, f"a price below {_LOWEST:g} or above {_HIGHEST:g}"),
    ):
        rows = np.flatnonzero(dropped)
        if len(rows):
            first = timestamp_text(times[rows[0]])
            told.append(f"dropped {_candles(len(rows))} with {fault}, the first at {first}")
    return timed & finite & positive & likely


def _ascending_unique(times: Times, told: list[str]) -> npt.NDArray[np.intp]:
    """Positions that put times in order and keep the last row given for each time."""
    steps = np.diff(times)
    if (steps > 0).all():
        return np.arange(len(times))
    if (steps < 0).any():
        told.append(f"sorted: {_candles(int((steps < 0).sum()))} came after a later one")
    order: npt.NDArray[np.intp] = np.argsort(times, kind="stable")
    last = np.append(np.diff(times[order]) > 0, True)
    if not last.all():
        told.append(
            f"dropped {_candles(int((~last).sum()))} with the open time of another:"
            " the last one given is kept"
        )
    return np.compress(last, order)


def _enclosing(prices: Floats, told: list[str]) -> Floats:
    highs = prices[:, [0, 1, 3]].max(axis=1)
    lows = prices[:, [0, 2, 3]].min(axis=1)
    widened = int(
        ((highs > prices[:, 1] * (1 + _ROUNDING)) | (lows < prices[:, 2] * (1 - _ROUNDING))).sum()
    )
    if widened:
        told.append(
            f"repaired {_candles(widened)} whose high or low did not enclose open and close:"
            " high and low are widened"
        )
    return np.column_stack([prices[:, 0], highs, lows, prices[:, 3]])


def _usable_volume(volume: Floats, told: list[str]) -> Floats:
    """NaN where there is none, which hashes and charts take for 0, as the sentence says."""
    usable = np.isfinite(volume) & (volume >= 0)
    if not usable.any():
        told.append("there is no volume: 0 is used")
    elif not usable.all():
        told.append(f"{_candles(int((~usable).sum()))} had no usable volume: 0 is used")
    return np.where(usable, volume, np.nan)


def _tell_steps(times: Times, timeframe: str | None) -> list[str]:
    if len(times) < 2:
        return []
    commonest = commonest_step(times)
    if timeframe is None:
        return tell_gaps(times, commonest)
    expected = timeframe_delta(timeframe) // timedelta(microseconds=1)
    told = tell_gaps(times, expected)
    if commonest < expected:
        name = timeframe_name(commonest) or f"{commonest / 1e6:g} s"
        told.append(f"most candles are {name} apart, closer than the timeframe {timeframe}")
    return told


def _candles(count: int) -> str:
    return "1 candle" if count == 1 else f"{count} candles"
