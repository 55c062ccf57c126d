"""Whether one Sharpe ratio is above another on the same days beyond chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.domain import require

RESAMPLES = 1_999
_AT_ONCE = 250  # resamples in memory
_NO_ERROR = 1e-9  # below it the two differ by rounding alone: one is the other, scaled


@dataclass(frozen=True, slots=True, kw_only=True)
class SharpeDifference:
    """`difference` of the per-period Sharpe ratios; `p_value` of "not above" (one-sided).

    Both are None where a ratio or the difference has no variance.
    """

    difference: float | None
    p_value: float | None


def sharpe_difference(
    returns: FloatArray, benchmark: FloatArray, *, seed: int, resamples: int = RESAMPLES
) -> SharpeDifference:
    """Test paired returns, one a period, against a benchmark's of the same periods.

    The studentized circular block bootstrap of Ledoit and Wolf (2008), Robust performance
    hypothesis testing with the Sharpe ratio, section 3.2, one-sided: it holds for fat tails and for
    returns that depend on those before. Blocks have n^(1/3) periods, rounded up; the standard error
    of the sample itself comes from the same sums over blocks as that of each resample (Goetze and
    Kuensch 1996). p counts the sample itself, so it is at least 1 / (resamples + 1).
    """
    require(returns.shape == benchmark.shape, "returns of the same periods", "two lengths")
    count = len(returns)
    length = max(1, int(np.ceil(count ** (1.0 / 3.0))))
    if count < 2 * length or not (np.ptp(returns) > 0.0 and np.ptp(benchmark) > 0.0):
        return SharpeDifference(difference=None, p_value=None)
    rows = np.column_stack((returns, benchmark, returns**2, benchmark**2))
    whole = float(_difference(rows.mean(axis=0)))
    error = float(_studentized(rows[None, : count - count % length], length)[1][0])
    if not (np.isfinite(whole) and error > _NO_ERROR):
        return SharpeDifference(difference=None, p_value=None)
    beyond = 0
    for block in np.array_split(_blocks(count, length, resamples, seed), -(-resamples // _AT_ONCE)):
        drawn, errors = _studentized(rows[block], length)
        with np.errstate(divide="ignore", invalid="ignore"):
            below = (drawn - whole) / errors < whole / error
        beyond += int(np.count_nonzero(~below))  # a resample without variance counts against it
    return SharpeDifference(difference=whole, p_value=(beyond + 1) / (resamples + 1))


def _blocks(count: int, length: int, resamples: int, seed: int) -> NDArray[np.int64]:
    """Rows of each resample: whole blocks that may run over the end into the beginning."""
    starts = np.random.default_rng(seed).integers(0, count, (resamples, count // length))
    rows = (starts[:, :, None] + np.arange(length)) % count
    return rows.reshape(resamples, -1)


def _difference(moments: FloatArray) -> FloatArray:
    """Sharpe of the first less that of the second; last axis (m1, m2, E r1^2, E r2^2)."""
    mean, square = moments[..., :2], moments[..., 2:]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = mean / np.sqrt(np.maximum(square - mean**2, 0.0))
    difference: FloatArray = ratios[..., 0] - ratios[..., 1]
    return difference


def _studentized(samples: FloatArray, length: int) -> tuple[FloatArray, FloatArray]:
    """Difference and standard error of each sample, whose shape is (samples, periods, 4).

    By the delta method (eq. 4 of the paper): the gradient times each period's distance from the
    moments, summed over blocks; the mean square of these sums is the variance.
    """
    moments = samples.mean(axis=1)
    mean, square = moments[:, :2], moments[:, 2:]
    with np.errstate(divide="ignore", invalid="ignore"):
        cubed = np.maximum(square - mean**2, 0.0) ** 1.5
        gradient = np.concatenate((square / cubed, -0.5 * mean / cubed), axis=1)
    gradient *= np.array([1.0, -1.0, 1.0, -1.0])
    with np.errstate(invalid="ignore"):
        influence = ((samples - moments[:, None, :]) * gradient[:, None, :]).sum(axis=2)
    periods = samples.shape[1]
    sums = influence.reshape(len(samples), periods // length, length).sum(axis=2)
    return _difference(moments), np.sqrt((sums**2).sum(axis=1)) / periods
