"""The Brier score of probabilities of several classes, and what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray


def indicators(classes: NDArray[Any], count: int) -> FloatArray:
    """Class numbers (shape n) as zeros and ones of shape (n, count)."""
    chosen: FloatArray = np.eye(count)[classes]
    return chosen


def brier_rows(probabilities: FloatArray, happened: FloatArray) -> FloatArray:
    """The score of each row: the sum over classes of (p - o)^2, from 0 (certain and right) to 2.

    Brier (1950, eq. 2). Both of shape (n, classes); `happened` holds `indicators`. Their mean is
    the Brier score. One row of probabilities is broadcast: base rates, for example.
    """
    rows: FloatArray = np.square(probabilities - happened).sum(axis=1)
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class BrierParts:
    """score = reliability - resolution + uncertainty + within_bins, summed over the classes.

    `reliability` is how far probabilities are from the shares that came true, `resolution` how far
    those shares are from the base rate: without any, nothing is told apart. `uncertainty` is the
    score of the base rates. `within_bins` is what forecasts put into one bin differ by.
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    within_bins: float


def brier_parts(
    probabilities: FloatArray, happened: FloatArray, bins_of: Sequence[Sequence[NDArray[np.int64]]]
) -> BrierParts:
    """Murphy's decomposition (1973), with the term of Stephenson, Coelho & Jolliffe (2008).

    `bins_of` has, for each class, the rows of each of its bins: every row is in exactly one.
    """
    size, classes = probabilities.shape
    reliability = resolution = 0.0
    base = happened.mean(axis=0)
    for number in range(classes):
        forecast, came = probabilities[:, number], happened[:, number]
        for rows in bins_of[number]:
            share = came[rows].mean()
            reliability += len(rows) * (forecast[rows].mean() - share) ** 2 / size
            resolution += len(rows) * (share - base[number]) ** 2 / size
    score = float(brier_rows(probabilities, happened).mean())
    uncertainty = float(np.sum(base * (1.0 - base)))
    return BrierParts(
        score=score,
        reliability=float(reliability),
        resolution=float(resolution),
        uncertainty=uncertainty,
        within_bins=float(score - (reliability - resolution + uncertainty)),
    )
