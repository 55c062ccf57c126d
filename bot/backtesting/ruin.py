"""An account with nothing left."""

import numpy as np

from bot.arrays import FloatArray, utc_time
from bot.candles import CandleArrays
from bot.rules import ruin_words


def ruin_notes(candles: CandleArrays, equity: FloatArray) -> list[str]:
    """A sentence where the equity at a close is 0 or less; the rules size no entry from then on."""
    rows = np.flatnonzero(equity <= 0.0)
    if not len(rows):
        return []
    first = int(rows[0])
    return [ruin_words(float(equity[first]), utc_time(int(candles.close_time[first])))]
