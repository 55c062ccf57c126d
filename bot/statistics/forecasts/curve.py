"""How often something came true where it was called so likely."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray

BINS = 10
_NORMAL_975 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveBin:
    """Forecasts that are near each other: their mean, how many, the share of them that came true.

    `low` and `high` bound the share with 95 % (Wilson).
    """

    forecast: float
    count: int
    share: float
    low: float
    high: float


def equal_bins(forecasts: FloatArray, bins: int = BINS) -> list[NDArray[np.int64]]:
    """The rows of bins of equal count, the smallest forecasts first; equal forecasts in row order.

    Fewer bins where there are fewer rows.
    """
    order = np.argsort(forecasts, kind="stable")
    return [rows for rows in np.array_split(order, bins) if len(rows)]


def calibration_curve(
    forecasts: FloatArray, came: FloatArray, bins: list[NDArray[np.int64]], *, overlap: int = 1
) -> tuple[CurveBin, ...]:
    """A bin for each of `bins`; of outcomes that overlap, every `overlap`-th counts as evidence.

    `came` holds zeros and ones.
    """
    return tuple(_bin(forecasts[rows], came[rows], overlap) for rows in bins)


def wilson_interval(share: float, count: float) -> tuple[float, float]:
    """The 95 % score interval of a share of `count` independent outcomes (Wilson 1927)."""
    square = _NORMAL_975**2
    whole = 1.0 + square / count
    middle = (share + square / (2.0 * count)) / whole
    spread = share * (1.0 - share) / count + square / (4.0 * count * count)
    reach = _NORMAL_975 / whole * math.sqrt(spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _bin(forecasts: FloatArray, came: FloatArray, overlap: int) -> CurveBin:
    share = float(came.mean())
    low, high = wilson_interval(share, max(1.0, len(came) / overlap))
    return CurveBin(
        forecast=float(forecasts.mean()), count=len(came), share=share, low=low, high=high
    )
