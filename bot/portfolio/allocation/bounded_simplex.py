"""Weights brought within their limits."""

import numpy as np

from bot.arrays import FloatArray
from bot.portfolio.weight_limits import WeightLimits


def onto_bounded_simplex(
    wanted: FloatArray, limits: WeightLimits, total: float = 1.0
) -> FloatArray:
    """The weights nearest to the wanted ones (least squares) within the limits that sum to `total`.

    Shape (assets,). The nearest point is clip(wanted - shift, min, max) for the one shift that
    makes the sum right (Held, Wolfe and Crowder 1974, Validation of subgradient optimization). The
    sum falls linearly between the shifts at which a weight reaches a limit, so the shift is found
    exactly, by interpolation between two of them. `total` is cut to what the limits allow.
    """
    low, high = limits.min_weight, limits.max_weight
    total = min(max(total, low * wanted.size), high * wanted.size)
    shifts = np.sort(np.concatenate((wanted - high, wanted - low)))
    sums = np.clip(wanted - shifts[:, None], low, high).sum(axis=1)
    shift = float(np.interp(-total, -sums, shifts))
    return np.clip(wanted - shift, low, high)
