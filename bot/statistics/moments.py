"""Sums over many values that several statistics share, compiled: two passes, four lanes.

Values are added in four fixed lanes, so that the machine does several at once; the order is the
same on every machine, and so are the bits.
"""

import math
from typing import NamedTuple

import numpy as np

from bot.arrays import FloatArray
from bot.compiled import compiled

ROUNDING = 1e-12
"""A variance below this share of the mean square is rounding, not variance."""
_LANES = 4


class Moments(NamedTuple):
    """Of all values; NaN where undefined, and throughout where one value is.

    `spread` is the standard deviation (n - 1), `varies` whether it is more than rounding,
    `downside` sqrt(sum of min(v, 0)^2 / n). `skewness` and `kurtosis` are the third and the fourth
    central moment by powers of the standard deviation (n).
    """

    size: int
    mean: float
    spread: float
    varies: bool
    downside: float
    skewness: float
    kurtosis: float


@compiled
def _mean_and_largest(values: FloatArray) -> tuple[float, float]:
    """The mean, and the largest magnitude."""
    sums, largest = np.zeros(_LANES), np.zeros(_LANES)
    for start in range(0, values.size, _LANES):
        for k in range(min(_LANES, values.size - start)):
            value = values[start + k]
            sums[k] += value
            largest[k] = max(largest[k], abs(value))
    return (sums[0] + sums[1] + sums[2] + sums[3]) / values.size, largest.max()


@compiled
def moments_of(values: FloatArray) -> Moments:
    """The moments of one or more values.

    Powers are taken in units of the largest value: the squares of tiny ones would lose digits.
    """
    n = values.size
    mean, largest = _mean_and_largest(values)
    if largest == 0.0:  # NaN counts as no magnitude, and is then in the mean
        return Moments(n, mean, mean * 0.0 if n > 1 else math.nan, False, mean, math.nan, math.nan)
    middle = mean / largest
    second, third, fourth = np.zeros(_LANES), np.zeros(_LANES), np.zeros(_LANES)
    squares, below = np.zeros(_LANES), np.zeros(_LANES)
    for start in range(0, n, _LANES):
        for k in range(min(_LANES, n - start)):
            value = values[start + k] / largest
            off = value - middle
            off2 = off * off
            second[k] += off2
            third[k] += off2 * off
            fourth[k] += off2 * off2
            squares[k] += value * value
            loss = value if value < 0.0 else 0.0
            below[k] += loss * loss
    variance = second.sum() / n
    unit = math.sqrt(variance)
    sample = second.sum() / (n - 1) if n > 1 else math.nan
    return Moments(
        n,
        mean,
        math.sqrt(sample) * largest,
        sample > ROUNDING * squares.sum() / n,
        math.sqrt(below.sum() / n) * largest,
        third.sum() / n / variance / unit,
        fourth.sum() / n / variance / variance,
    )


class Pair(NamedTuple):
    """Of two series: their covariance (n - 1), and the moments of their difference as above."""

    covariance: float
    mean: float
    spread: float
    varies: bool


@compiled
def pair_of(left: FloatArray, right: FloatArray, left_mean: float, right_mean: float) -> Pair:
    """What `left` and `right` (of one shape) have in common, in one pass about their means."""
    n, shift = left.size, left_mean - right_mean
    together, apart = np.zeros(_LANES), np.zeros(_LANES)
    second, squares = np.zeros(_LANES), np.zeros(_LANES)
    for start in range(0, n, _LANES):
        for k in range(min(_LANES, n - start)):
            a, b = left[start + k], right[start + k]
            together[k] += (a - left_mean) * (b - right_mean)
            difference = a - b
            off = difference - shift
            apart[k] += off
            second[k] += off * off
            squares[k] += difference * difference
    off_sum = apart.sum()
    sample = (second.sum() - off_sum * off_sum / n) / (n - 1) if n > 1 else math.nan
    varies = sample > ROUNDING * squares.sum() / n
    spread = math.sqrt(sample) if varies else math.nan
    covariance = together.sum() / (n - 1) if n > 1 else math.nan
    return Pair(covariance, shift, spread, varies)
