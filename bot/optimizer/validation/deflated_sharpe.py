"""The Sharpe ratio that the best of many trials shows by luck. Ratios are per observation."""

import math
from typing import overload

import numpy as np

from bot.arrays import FloatArray
from bot.domain.errors import ConfigError
from bot.statistics import (
    NORMAL,
    Numbers,
    broadcast,
    mark_undefined,
    probabilistic_sharpe_ratio,
)

EULER_MASCHERONI = 0.5772156649015329

_quantile = np.vectorize(NORMAL.inv_cdf, otypes=[np.float64])


@overload
def expected_maximum_sharpe(variance: float, n_trials: float) -> float | None: ...
@overload
def expected_maximum_sharpe(variance: FloatArray, n_trials: Numbers) -> FloatArray: ...
@overload
def expected_maximum_sharpe(variance: float, n_trials: FloatArray) -> FloatArray: ...
def expected_maximum_sharpe(variance: Numbers, n_trials: Numbers) -> Numbers | None:
    """sqrt(V) ((1 - g) Z(1 - 1/N) + g Z(1 - 1/(N e))), the best of N ratios whose true value is 0.

    V is the variance of the trials' ratios, N how many independent ones there were (a fraction is
    allowed), g the Euler-Mascheroni constant, Z the normal quantile (Bailey and Lopez de Prado
    2014, The Deflated Sharpe Ratio, eq. 1). An approximation for many trials: below about 1.3,
    where it would be negative, it is 0, the true value for one. None (in arrays NaN) where an
    input is undefined; raises ConfigError for a negative variance or less than one trial.
    """
    return mark_undefined(_best_of_luck(*broadcast(variance=variance, n_trials=n_trials)))


def _best_of_luck(variance: FloatArray, count: FloatArray) -> FloatArray:
    if np.any(variance < 0.0):
        raise ConfigError(f"need variance >= 0, was {variance[variance < 0.0][0]:g}")
    if np.any(count < 1.0):
        raise ConfigError(f"need n_trials >= 1, was {count[count < 1.0][0]:g}")
    share = 1.0 / count
    luck = (1.0 - EULER_MASCHERONI) * _upper(share) + EULER_MASCHERONI * _upper(share / math.e)
    finite = np.where(np.isfinite(variance), variance, np.nan)
    return np.asarray(np.sqrt(finite) * np.maximum(luck, 0.0))


def _upper(share: FloatArray) -> FloatArray:
    """The number that a normal variable exceeds with this probability; NaN for 0 and NaN."""
    inside = (share > 0.0) & (share < 1.0)
    exceeded: FloatArray = -_quantile(np.where(inside, share, 0.5))
    return np.where(inside, exceeded, np.where(share == 1.0, -np.inf, np.nan))


@overload
def deflated_sharpe_ratio(
    sharpe: float, n: float, skew: float, kurtosis: float, variance: float, n_trials: float
) -> float | None: ...
@overload
def deflated_sharpe_ratio(
    sharpe: FloatArray,
    n: Numbers,
    skew: Numbers,
    kurtosis: Numbers,
    variance: Numbers,
    n_trials: Numbers,
) -> FloatArray: ...
def deflated_sharpe_ratio(
    sharpe: Numbers,
    n: Numbers,
    skew: Numbers,
    kurtosis: Numbers,
    variance: Numbers,
    n_trials: Numbers,
) -> Numbers | None:
    """The probability that the true ratio is above 0, after the best of `n_trials` was picked.

    It is probabilistic_sharpe_ratio with expected_maximum_sharpe as its benchmark (Bailey and Lopez
    de Prado 2014, eq. 2): `sharpe`, `skew` and `kurtosis` (raw) of the picked trial's `n` returns,
    `variance` of the ratios over all trials.
    """
    ratios, count, skews, kurts = broadcast(sharpe=sharpe, n=n, skew=skew, kurtosis=kurtosis)
    best_of_luck = _best_of_luck(*broadcast(variance=variance, n_trials=n_trials))
    return probabilistic_sharpe_ratio(ratios, count, skews, kurts, best_of_luck)
