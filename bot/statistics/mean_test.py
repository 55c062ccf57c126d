"""Is a mean above zero? A test for series that remember: the stationary block bootstrap."""

import math
from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.compiled import compiled
from bot.domain import require

RESAMPLES = 1_999
_NO_ERROR = 1e-6
"""A resample whose standard error is so small a part of their spread holds nothing that varies."""
_BEYOND = 20
"""How many resamples shall lie beyond a threshold by chance, so that reaching it is no accident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanTest:
    """A mean, its standard error, and how often chance alone does as well.

    `p_value` is one-sided: small where the mean is above zero. `block` is the mean length of the
    resampled blocks. A series without variance has a p of 1 and a `standard_errors` of 0.
    """

    mean: float
    standard_errors: float
    p_value: float
    block: float


def mean_above_zero(values: FloatArray, *, seed: int, resamples: int = RESAMPLES) -> MeanTest:
    """Test mean > 0 for a series of shape (n,), in time order, that may depend on its past.

    Stationary bootstrap (Politis & Romano 1994): blocks of geometric length, circular; each
    resample is studentized by the sums of its own blocks (Goetze & Kuensch 1996), the series by the
    resamples' spread. p = (1 + resamples at least as far above) / (1 + resamples) (Davison &
    Hinkley 1997, eq. 4.11). The same seed gives the same p.
    """
    mean = float(np.mean(values)) if len(values) else 0.0
    if len(values) < 2 or not np.ptp(values) > 0.0:
        return MeanTest(mean=mean, standard_errors=0.0, p_value=1.0, block=1.0)
    block = block_length(values)
    means, errors = _by_chance(values, block, seed, resamples)
    spread = float(np.std(means, ddof=1))
    if not spread > 0.0:
        return MeanTest(mean=mean, standard_errors=0.0, p_value=1.0, block=block)
    distances = np.divide(means - mean, errors, out=np.zeros(resamples), where=errors > 0.0)
    at_least = int(np.count_nonzero(distances >= mean / spread))
    return MeanTest(
        mean=mean,
        standard_errors=mean / spread,
        p_value=(1 + at_least) / (1 + resamples),
        block=block,
    )


def mean_interval(
    values: FloatArray,
    *,
    confidence: float,
    seed: int,
    resamples: int = RESAMPLES,
    least_block: float = 1.0,
) -> tuple[float, float] | None:
    """Between which two numbers the mean lies, for a series of shape (n,) in time order.

    The bootstrap-t interval (Davison & Hinkley 1997, eq. 5.6) over the resamples of
    mean_above_zero, with (1 - confidence) / 2 beyond either side. Blocks have a mean length of at
    least `least_block`: rows of which each looks h candles ahead remember as many. None where the
    series does not vary, has fewer than two rows, or varies in so few places that many resamples
    hold none of them: nothing can be said of such a mean.
    """
    require(0.5 < confidence < 1.0, "0.5 < confidence < 1", confidence)
    if len(values) < 2 or not np.ptp(values) > 0.0:
        return None
    mean = float(np.mean(values))
    block = max(block_length(values), min(least_block, len(values) / 2.0))
    means, errors = _by_chance(values, block, seed, resamples)
    spread, beyond = float(np.std(means, ddof=1)), (1.0 - confidence) / 2.0
    stands_still = errors <= _NO_ERROR * spread
    if not spread > 0.0 or np.mean(stands_still) > beyond:
        return None
    distances = np.divide(means - mean, errors, out=np.zeros(resamples), where=~stands_still)
    least, most = np.quantile(distances, [beyond, 1.0 - beyond])
    return mean - float(most) * spread, mean - float(least) * spread


def _by_chance(
    values: FloatArray, block: float, seed: int, resamples: int
) -> tuple[FloatArray, FloatArray]:
    """Mean and standard error of each resample; the same seed gives the same."""
    state = int(np.random.SeedSequence(seed).generate_state(1)[0])
    return _resampled(values, block, state, resamples)


def resamples_for(threshold: float) -> int:
    """How many resamples tell a p at this threshold: the smallest p is a twentieth of it or less.

    1,999 for the thresholds of the default PROMOTION_ALPHA, and more only where one is stricter.
    """
    return max(RESAMPLES, math.ceil(_BEYOND / threshold) - 1)


def block_length(values: FloatArray) -> float:
    """The mean block length that a series of shape (n,) asks for, at least 1.

    Politis & White (2004) for the stationary bootstrap, with the correction of Patton, Politis &
    White (2009): flat-top weights on the autocovariances up to twice the last lag that stands out.
    """
    n = len(values)
    lags = min(n - 1, math.ceil(math.sqrt(n)) + max(5, math.ceil(math.sqrt(math.log10(n)))))
    covariance = autocovariances(values, lags)
    if not covariance[0] > 0.0:
        return 1.0
    reach = min(2 * _last_lag_that_stands_out(covariance, n), lags)
    if reach == 0:
        return 1.0
    lag = np.arange(1, reach + 1)
    weight = np.minimum(1.0, 2.0 * (1.0 - lag / reach)) * covariance[1 : reach + 1]
    bend = 2.0 * float(np.sum(weight * lag))
    level = covariance[0] + 2.0 * float(np.sum(weight))
    if not level > 0.0:
        return 1.0
    best = (bend**2 / level**2 * n) ** (1.0 / 3.0)
    return float(np.clip(best, 1.0, min(3.0 * math.sqrt(n), n / 3.0)))


def autocovariances(values: FloatArray, lags: int) -> FloatArray:
    """Autocovariances (divisor n) of lag 0 to `lags`."""
    apart = values - np.mean(values)
    n = len(apart)
    return np.array([np.dot(apart[: n - k], apart[k:]) / n for k in range(lags + 1)])


def _last_lag_that_stands_out(covariance: FloatArray, n: int) -> int:
    """The lag before the first run of quiet ones; quiet is within 2 sqrt(log10(n) / n)."""
    run = max(5, math.ceil(math.sqrt(math.log10(n))))
    loud = np.abs(covariance[1:] / covariance[0]) >= 2.0 * math.sqrt(math.log10(n) / n)
    for lag in range(len(loud)):
        if not loud[lag : lag + run].any():
            return lag
    return len(loud)


@compiled
def _resampled(
    values: FloatArray, block: float, seed: int, resamples: int
) -> tuple[FloatArray, FloatArray]:
    """Mean and standard error of each resample, two arrays of shape (resamples,)."""
    np.random.seed(seed)  # of this thread's own compiled generator
    n = values.size
    means = np.empty(resamples)
    errors = np.empty(resamples)
    goes_on = 1.0 - 1.0 / block
    for b in range(resamples):
        total = squares = crossed = lengths = 0.0
        level = 0.0
        length = 0
        row = np.random.randint(n)
        for k in range(n):
            level += values[row]
            length += 1
            if k == n - 1 or np.random.random() >= goes_on:
                total += level
                squares += level * level
                crossed += level * length
                lengths += length * length
                level = 0.0
                length = 0
                row = np.random.randint(n)
            else:
                row = row + 1 if row + 1 < n else 0
        mean = total / n
        means[b] = mean
        spread = squares - 2.0 * mean * crossed + mean * mean * lengths
        errors[b] = math.sqrt(spread) / n if spread > 0.0 else 0.0
    return means, errors
