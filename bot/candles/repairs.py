"""What is done to rows that a source got wrong: dropped, sorted, widened, counted."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from bot.candles.checked_frame import (
    COLUMNS,
    EARLIEST,
    HIGHEST,
    LATEST,
    LOWEST,
    PRICES,
    utc_index,
)
from bot.candles.gaps import candles_text, timestamp_text
from bot.domain.errors import DataError

# Adjusting prices for splits and dividends leaves high and low this far off by rounding alone.
_ROUNDING = 1e-9
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Times = npt.NDArray[np.int64]


def repaired(frame: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    """A new frame with what is unusable dropped or repaired; `notes` gains a sentence on each.

    DataError where a column is missing or nothing usable is left.
    """
    columns = _named_columns(frame)
    index = utc_index(frame.index)
    prices = np.column_stack([_numbers(columns[name]) for name in PRICES])
    volume = _volume(columns.get("volume"), len(frame))
    kept = np.flatnonzero(_usable(index.asi8, prices, notes))
    if not len(kept):
        why = "; ".join(notes) or "there are no rows"
        raise DataError(f"need at least one usable candle, had none: {why}")
    kept = kept[_ascending_unique(index.asi8[kept], notes)]
    values = np.column_stack([_enclosing(prices[kept], notes), _usable_volume(volume[kept], notes)])
    return pd.DataFrame(values, index=index[kept], columns=list(COLUMNS))


def _named_columns(frame: pd.DataFrame) -> dict[str, pd.Series]:
    names = [str(column).strip().lower() for column in frame.columns]
    for wanted in COLUMNS:
        count = names.count(wanted)
        if count > 1 or (count == 0 and wanted != "volume"):
            listing = ", ".join(names) or "no columns"
            raise DataError(f"need one column named {wanted}, had {count} among {listing}")
    return {name: frame.iloc[:, names.index(name)] for name in COLUMNS if name in names}


def _numbers(column: pd.Series) -> Floats:
    numbers: Floats = pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    return numbers


def _volume(column: pd.Series | None, rows: int) -> Floats:
    return np.full(rows, np.nan) if column is None else _numbers(column)


def _usable(times: Times, prices: Floats, notes: list[str]) -> Mask:
    timed = (times >= EARLIEST) & (times < LATEST)  # NaT is the smallest number
    finite = np.isfinite(prices).all(axis=1)
    positive = (prices > 0).all(axis=1)
    likely = ((prices >= LOWEST) & (prices <= HIGHEST)).all(axis=1)
    if not timed.all():
        notes.append(f"dropped {candles_text(int((~timed).sum()))} without a usable time")
    for dropped, fault in (
        (timed & ~finite, "a missing or infinite price"),
        (timed & finite & ~positive, "a zero or negative price (no return can be computed of it)"),
        (timed & finite & positive & ~likely, f"a price below {LOWEST:g} or above {HIGHEST:g}"),
    ):
        rows = np.flatnonzero(dropped)
        if len(rows):
            first = timestamp_text(times[rows[0]])
            notes.append(f"dropped {candles_text(len(rows))} with {fault}, the first at {first}")
    return timed & finite & positive & likely


def _ascending_unique(times: Times, notes: list[str]) -> npt.NDArray[np.intp]:
    """Positions that put times in order and keep the last row given for each time."""
    steps = np.diff(times)
    if (steps > 0).all():
        return np.arange(len(times))
    if (steps < 0).any():
        notes.append(f"sorted: {candles_text(int((steps < 0).sum()))} came after a later one")
    order: npt.NDArray[np.intp] = np.argsort(times, kind="stable")
    last = np.append(np.diff(times[order]) > 0, True)
    if not last.all():
        notes.append(
            f"dropped {candles_text(int((~last).sum()))} with the open time of another:"
            " the last one given is kept"
        )
    return np.compress(last, order)


def encloses(prices: Floats) -> Mask:
    """Which rows of open, high, low, close have a high and a low around the other two.

    A difference by rounding alone is none; a row with NaN encloses nothing.
    """
    opens, highs, lows, closes = prices.T
    inside: Mask = (highs * (1 + _ROUNDING) >= np.maximum(opens, closes)) & (
        lows * (1 - _ROUNDING) <= np.minimum(opens, closes)
    )
    return inside


def _enclosing(prices: Floats, notes: list[str]) -> Floats:
    highs = prices[:, [0, 1, 3]].max(axis=1)
    lows = prices[:, [0, 2, 3]].min(axis=1)
    widened = int((~encloses(prices)).sum())
    if widened:
        notes.append(
            f"repaired {candles_text(widened)} whose high or low did not enclose open and close:"
            " high and low are widened"
        )
    return np.column_stack([prices[:, 0], highs, lows, prices[:, 3]])


def _usable_volume(volume: Floats, notes: list[str]) -> Floats:
    """NaN where there is none, which hashes and charts take for 0, as the sentence says."""
    usable = np.isfinite(volume) & (volume >= 0)
    if not usable.any():
        notes.append("there is no volume: 0 is used")
    elif not usable.all():
        notes.append(f"{candles_text(int((~usable).sum()))} had no usable volume: 0 is used")
    return np.where(usable, volume, np.nan)
