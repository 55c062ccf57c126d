"""The largest fall from the running peak, 32 rows at a time."""

import numpy as np

from bot.arrays import FloatArray
from bot.compiled import LANES, compiled, highest_row, lowest_row


@compiled
def _deeper(peak: float, equity: float, deepest: float, share: float) -> tuple[float, float]:
    fall = peak - equity
    deepest = fall if fall > deepest else deepest
    return deepest, fall / peak if fall > share * peak else share


@compiled
def max_drawdown(equity: FloatArray, initial_balance: float) -> tuple[float, float]:
    """The largest fall from the running peak, in money and as a fraction of that peak.

    The initial balance is the first peak.
    """
    peak = initial_balance
    deepest = 0.0
    share = 0.0
    size = np.uint64(equity.size)
    whole = size - size % LANES
    for first in range(np.uint64(0), whole, LANES):
        if highest_row(equity, first) <= peak:  # no new peak: the lowest row is the deepest fall
            deepest, share = _deeper(peak, lowest_row(equity, first), deepest, share)
            continue
        for t in range(first, first + LANES):
            peak = equity[t] if equity[t] > peak else peak
            deepest, share = _deeper(peak, equity[t], deepest, share)
    for t in range(whole, size):
        peak = equity[t] if equity[t] > peak else peak
        deepest, share = _deeper(peak, equity[t], deepest, share)
    return deepest, share
