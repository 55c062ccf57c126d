"""An account with nothing left."""

import numpy as np

from bot.arrays import FloatArray, utc_time
from bot.candles import CandleArrays
from bot.domain import rfc3339


def ruin_notes(candles: CandleArrays, equity: FloatArray) -> list[str]:
    """A sentence where the equity at a close is 0 or less; the rules size no entry from then on."""
    rows = np.flatnonzero(equity <= 0.0)
    if not len(rows):
        return []
    at = rfc3339(utc_time(int(candles.close_time[rows[0]])))
    return [
        f"the account is ruined: its equity is {equity[rows[0]]:,.2f} at {at}, and nothing is"
        " entered afterwards"
    ]
