"""Weights under which every asset brings the same share of the portfolio's risk."""

import numpy as np

from bot.arrays import FloatArray
from bot.domain.errors import DataError

_RIDGE = 1e-8  # two accounts that mirror each other would cancel all risk at any size
_ACCURACY = 1e-12
_STEPS = 200


def equal_risk_weights(covariance: FloatArray) -> FloatArray:
    """The long-only weights, summing to 1, whose risk contributions w_i (C w)_i are all equal.

    `covariance` has shape (assets, assets) and a positive diagonal (DataError otherwise). Equal
    risk contributions are those of Maillard, Roncalli and Teiletche (2010), The properties of
    equally weighted risk contribution portfolios. They minimize n/2 y'Ry - sum(ln y) over the
    correlations R, with w_i = y_i / deviation_i scaled to a sum of 1 (Spinu 2013, An algorithm for
    computing risk parity weights), here by damped Newton steps, which always converge on it.
    """
    deviations = np.sqrt(np.diag(covariance))
    if not np.all(deviations > 0.0):
        raise DataError("need assets that moved to share their risk, was one that never did")
    assets = deviations.size
    correlations = covariance / np.outer(deviations, deviations) + _RIDGE * np.eye(assets)
    scaled = _least_barrier(correlations) / deviations
    weights: FloatArray = scaled / scaled.sum()
    return weights


def risk_shares(weights: FloatArray, covariance: FloatArray) -> FloatArray:
    """The share of the portfolio's variance that each weight brings, summing to 1; NaN for none."""
    parts = weights * (covariance @ weights)
    whole = float(parts.sum())
    shares: FloatArray = parts / whole if whole > 0.0 else np.full(weights.shape, np.nan)
    return shares


def _least_barrier(correlations: FloatArray) -> FloatArray:
    """The y > 0 that minimizes n/2 y'Ry - sum(ln y), a self-concordant function."""
    assets = len(correlations)
    quadratic = assets * correlations
    y: FloatArray = np.full(assets, 1.0 / np.sqrt(assets))
    for _ in range(_STEPS):
        gradient = quadratic @ y - 1.0 / y
        step = np.linalg.solve(quadratic + np.diag(1.0 / (y * y)), gradient)
        decrement = float(np.sqrt(gradient @ step))
        y = y - step / (1.0 + decrement) if decrement > 0.25 else y - step
        if decrement < _ACCURACY:
            break
    return y
