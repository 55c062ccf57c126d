"""The annualized ratios of every trial, compiled, from sums over its equity's relative changes.

`bot/statistics/returns.py` has the ratios that a result shows, from the moments of its returns.
"""

import math
from typing import NamedTuple

import numpy as np

from bot.arrays import FloatArray
from bot.compiled import compiled

_SUMS = np.uint64(64)
_ONE = np.uint64(1)


class ChangeSums(NamedTuple):
    """Sums over a curve's relative changes: of them, of their squares, of the losses' squares."""

    changes: float
    squares: float
    losses: float


@compiled
def change_sums(equity: FloatArray, first: float) -> ChangeSums:
    """Over the relative changes; `first` is that of the first row.

    Added in 64 fixed lanes, so that the machine does several at once; the order is the same on
    every machine, and so are the bits.
    """
    sums, squares, losses = np.zeros(_SUMS), np.zeros(_SUMS), np.zeros(_SUMS)
    sums[0], squares[0], losses[0] = first, first * first, min(first, 0.0) * first
    changes = np.uint64(max(equity.size, 1) - 1)
    whole = changes - changes % _SUMS
    for start in range(np.uint64(0), whole, _SUMS):
        for k in range(_SUMS):
            change = equity[start + k + _ONE] / equity[start + k] - 1.0
            sums[k] += change
            squares[k] += change * change
            losses[k] += (change if change < 0.0 else 0.0) * change
    for k in range(changes - whole):
        change = equity[whole + k + _ONE] / equity[whole + k] - 1.0
        sums[k] += change
        squares[k] += change * change
        losses[k] += (change if change < 0.0 else 0.0) * change
    total = total_squares = total_losses = 0.0
    for k in range(_SUMS):
        total += sums[k]
        total_squares += squares[k]
        total_losses += losses[k]
    return ChangeSums(total, total_squares, total_losses)


@compiled
def annualized_sharpe(sums: ChangeSums, rows: int, periods_per_year: float) -> float:
    """mean / standard deviation (n - 1) x sqrt(periods a year) of equity_t / equity_(t-1) - 1.

    The initial balance comes before the first candle; no risk-free rate (Sharpe 1994, eq. 3-6).
    NaN with fewer than two candles or no variance.
    """
    if rows < 2:
        return math.nan
    mean = sums.changes / rows
    variance = (sums.squares - sums.changes * mean) / (rows - 1)
    if not variance > 1e-12 * sums.squares / rows:  # below that it is rounding, not variance
        return math.nan
    return mean / math.sqrt(variance) * math.sqrt(periods_per_year)


@compiled
def annualized_sortino(sums: ChangeSums, rows: int, periods_per_year: float) -> float:
    """mean / sqrt(sum of min(r, 0)^2 / n) x sqrt(periods a year), r the relative changes.

    The downside is averaged over all n returns (Sortino and Price 1994); NaN where none is
    negative.
    """
    if not sums.losses > 0.0:
        return math.nan
    return sums.changes / rows / math.sqrt(sums.losses / rows) * math.sqrt(periods_per_year)


@compiled
def calmar_of(growth: float, rows: int, drawdown_share: float, periods_per_year: float) -> float:
    """Annual return / largest drawdown, both fractions (Young 1991), over all `rows` candles.

    `growth` is the last equity / the initial balance. NaN without a drawdown, where nothing is
    left, and where a few candles extrapolate beyond every number.
    """
    if not (growth > 0.0 and drawdown_share > 0.0):
        return math.nan
    exponent = math.log(growth) * periods_per_year / rows
    return math.expm1(exponent) / drawdown_share if exponent < 700.0 else math.nan
