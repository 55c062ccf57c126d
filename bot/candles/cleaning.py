"""The one policy for candles as a source gives them: repaired or dropped, counted, told.

docs/guides/candles.md states the policy in words.
"""

from datetime import timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from bot.candles.checked_frame import is_clean
from bot.candles.gaps import commonest_step, gap_notes, timeframe_name
from bot.candles.jumps import jump_notes
from bot.candles.lengths import length_notes, other_lengths
from bot.candles.repairs import repaired
from bot.candles.strays import stray_notes
from bot.candles.wicks import wick_notes
from bot.domain import timeframe_delta

Times = npt.NDArray[np.int64]


def clean_candles(
    frame: pd.DataFrame, *, timeframe: str | None = None, never_closes: bool = False
) -> pd.DataFrame:
    """A *candles* frame (see MarketDataClient) made of a source's frame by the one policy.

    `frame` has a DatetimeIndex of open times (naive = UTC) and the columns open, high, low and
    close in any case and order, volume optionally; others are left out. Text that is no number is
    a missing value. `timeframe` is the step that is expected; None judges gaps by the commonest
    one, and `never_closes` says that the market is known to trade round the clock. Jumps of price
    that no trading explains, inside a candle too, and dates far from all are told and left. The
    index has microsecond resolution. What is told follows the sentences that the frame already
    carries in attrs["warnings"]; cleaning twice changes and tells nothing more. The argument is
    never changed; a frame that is already clean shares its memory with the result.
    Raises DataError where a column is missing or no usable candle is left, saying why.
    """
    notes: list[str] = []
    candles = frame if is_clean(frame) else repaired(frame, notes)
    candles = candles.copy(deep=False)
    notes += _step_notes(candles.index.asi8, timeframe, never_closes=never_closes)
    notes += _price_notes(candles)
    earlier = list(frame.attrs.get("warnings", []))
    candles.attrs = {"warnings": earlier + [said for said in notes if said not in earlier]}
    return candles


def without_gap_sentences(candles: pd.DataFrame, timeframe: str) -> pd.DataFrame:
    """The same *candles* frame, whose warnings tell what was repaired and no longer gaps and jumps.

    These are told anew wherever candles are put together; `timeframe` is the one they were told by.
    """
    times = candles.index.asi8
    anew = {
        *_step_notes(times, timeframe, never_closes=False),
        *_step_notes(times, timeframe, never_closes=True),
        *_price_notes(candles),
    }
    bare = candles.copy(deep=False)
    repairs = [said for said in candles.attrs.get("warnings", []) if said not in anew]
    bare.attrs = {"warnings": repairs}
    return bare


def with_gaps_told(candles: pd.DataFrame, timeframe: str, *, never_closes: bool) -> pd.DataFrame:
    """The same *candles* frame, its gaps told by what is known of the market by now."""
    times = candles.index.asi8
    step = timeframe_delta(timeframe) // timedelta(microseconds=1)
    if not never_closes or len(times) - 1 == (times[-1] - times[0]) / step:
        return candles  # told as it is, or every candle is there
    bare = without_gap_sentences(candles, timeframe)
    return clean_candles(bare, timeframe=timeframe, never_closes=True)


def _price_notes(candles: pd.DataFrame) -> list[str]:
    times = candles.index.asi8
    return [*jump_notes(times, candles["open"], candles["close"]), *wick_notes(times, candles)]


def _step_notes(times: Times, timeframe: str | None, *, never_closes: bool) -> list[str]:
    if len(times) < 2:
        return []
    commonest = commonest_step(times)
    expected = commonest
    if timeframe is not None:
        expected = timeframe_delta(timeframe) // timedelta(microseconds=1)
    if len(times) - 1 == (times[-1] - times[0]) / expected and commonest == expected:
        return []  # every candle is there
    foreign = other_lengths(times, expected) if commonest == expected else None
    notes = stray_notes(times)
    notes += [] if foreign is None else length_notes(times, expected, foreign)
    notes += gap_notes(times, expected, never_closes=never_closes, foreign=foreign)
    if timeframe is not None and commonest < expected:
        name = timeframe_name(commonest) or f"{commonest / 1e6:g} s"
        notes.append(f"most candles are {name} apart, closer than the timeframe {timeframe}")
    return notes
