"""Lows and highs inside a candle that no trading explains: a digit or a factor is wrong."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from bot.arrays import rows_where
from bot.candles.gaps import candles_text, timestamp_text

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Times = npt.NDArray[np.int64]

_UNHEARD_OF = 4.0
"""Real wicks: ADA to 1/2.3 of open and close on 2025-10-10, BNB to 1/3 on 2017-11-06."""
_USUAL_RANGES = 12.0
_SAMPLE = 5_000


def wick_notes(times: Times, candles: pd.DataFrame) -> list[str]:
    """A sentence on the lows at most a quarter of open and close, and one on the highs four times.

    They must be farther out than twelve times the usual range of a candle. Prices are left.
    """
    open_, high, low, close = (
        candles[name].to_numpy(np.float64) for name in ("open", "high", "low", "close")
    )
    lows = rows_where(_is_low_far, open_, low, close)
    highs = rows_where(_is_high_far, open_, high, close)
    if not len(lows) and not len(highs):
        return []
    far = np.exp(_USUAL_RANGES * _usual_range(high, low))
    lows = lows[low[lows] * far <= np.minimum(open_[lows], close[lows])]
    highs = highs[high[highs] >= np.maximum(open_[highs], close[highs]) * far]
    return [
        f"{candles_text(len(rows))} with a {name} far from open and close, the first at"
        f" {timestamp_text(times[rows[0]])} ({values[rows[0]]:g}, which closed at"
        f" {close[rows[0]]:g}); prices are left as they are"
        for name, rows, values in (("low", lows, low), ("high", highs, high))
        if len(rows)
    ]


def _is_low_far(open_: Floats, low: Floats, close: Floats) -> Flags:
    return low * _UNHEARD_OF <= np.minimum(open_, close)


def _is_high_far(open_: Floats, high: Floats, close: Floats) -> Flags:
    return high >= np.maximum(open_, close) * _UNHEARD_OF


def _usual_range(high: Floats, low: Floats) -> float:
    """The median of high to low (logs), of candles spread over all."""
    rows = np.linspace(0, len(high) - 1, min(len(high), _SAMPLE)).astype(np.int64)
    return float(np.median(np.log(high[rows] / low[rows])))
