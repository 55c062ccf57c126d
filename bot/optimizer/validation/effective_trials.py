"""How many independent configs do these configs amount to?"""

import numpy as np

from bot.arrays import FloatArray
from bot.domain import require
from bot.domain.errors import DataError
from bot.optimizer.validation.deflated_sharpe import expected_maximum_sharpe

DRAWS = 512
LONGEST = 1024
_TRIALS_AT_ONCE = 2_000
_VARIANCE = 1e-12


def effective_number_of_trials(returns: FloatArray, *, seed: int = 0) -> float | None:
    """The number of independent trials whose best shows as much by luck as these ones' best.

    It is the N that makes expected_maximum_sharpe(V, N) right where V is the variance over these
    same trials: without skill their ratios are normal with the correlation of their returns, so
    that many (1,024) such sets are drawn, and N solves expected_maximum_sharpe(1, N) = mean(best -
    average) / sqrt(mean(variance)). Drawn by weighing candles with normal numbers, without ever
    building the correlations (the multiplier bootstrap of Chernozhukov, Chetverikov and Kato 2013,
    Gaussian Approximations and Multiplier Bootstrap for Maxima of Sums).

    Why not rho + (1 - rho) N (Bailey and Lopez de Prado 2014, appendix A.3): a hundred copies of
    ten configs have an average correlation of 0.1 and would count as 900. Why not the
    participation ratio of the correlation's eigenvalues: it counts dimensions, and the best of
    thousands of directions in ten dimensions is far luckier than the best of ten. What all trials
    have in common does not count, since V has none of it either.

    `returns` has shape (candles, trials); above 1,024 candles neighbours are summed, so that time
    and memory are bounded for each trial and dependence in time is respected. Trials that never
    vary, or with a return that is not a number, are left out: None where none is left. Between 1
    and the number of trials left; the same seed gives the same number.
    """
    table = np.asarray(returns, dtype=np.float64)
    if table.ndim != 2:
        raise DataError(f"need returns of shape (candles, trials), was {table.shape}")
    if len(table) > LONGEST:
        starts = np.linspace(0, len(table), LONGEST, endpoint=False).astype(np.int64)
        with np.errstate(over="ignore", invalid="ignore"):  # what is not finite is left out below
            table = np.add.reduceat(table, starts, axis=0)
    return _effective(table, seed, centred=True)


def effective_number_of_correlated(correlation: FloatArray, *, seed: int = 0) -> float | None:
    """The same from the trials' correlation matrix, shape (trials, trials).

    None where it has a number that is undefined; raises ConfigError unless it is symmetric with
    ones on its diagonal.
    """
    matrix = np.asarray(correlation, dtype=np.float64)
    if matrix.ndim != 2 or not matrix.size or not np.isfinite(matrix).all():
        return None
    square = matrix.shape[0] == matrix.shape[1] and np.allclose(matrix, matrix.T, atol=1e-9)
    rule = "a symmetric correlation matrix with ones on its diagonal"
    require(bool(square and np.allclose(np.diag(matrix), 1.0, atol=1e-9)), rule, matrix.shape)
    values, vectors = np.linalg.eigh(matrix)
    return _effective((vectors * np.sqrt(np.maximum(values, 0.0))).T, seed, centred=False)


def _effective(rows: FloatArray, seed: int, *, centred: bool) -> float | None:
    """From rows whose weighted sums are drawn; the columns are trials."""
    weights = np.random.default_rng(seed).standard_normal((DRAWS, len(rows)))
    best, worst = np.full(DRAWS, -np.inf), np.full(DRAWS, np.inf)
    total, square, trials = np.zeros(DRAWS), np.zeros(DRAWS), 0
    for start in range(0, rows.shape[1], _TRIALS_AT_ONCE):
        drawn = weights @ _unit_columns(rows[:, start : start + _TRIALS_AT_ONCE], centred=centred)
        if not drawn.shape[1]:
            continue
        best = np.maximum(best, drawn.max(axis=1))
        worst = np.minimum(worst, drawn.min(axis=1))
        total += drawn.sum(axis=1)
        square += np.einsum("ij,ij->i", drawn, drawn)
        trials += drawn.shape[1]
    if trials < 2:
        return float(trials) or None
    variance = float(np.mean(square - total * total / trials)) / (trials - 1)
    if variance < _VARIANCE:
        return 1.0
    luck = float(np.mean(best - worst)) / 2.0  # each draw and its mirror image: best - average
    return _independent(luck / float(np.sqrt(variance)), trials)


def _unit_columns(rows: FloatArray, *, centred: bool) -> FloatArray:
    """The columns with a sum of squares of 1; those that never vary or are undefined left out."""
    rows = rows[:, np.isfinite(rows).all(axis=0)]
    with np.errstate(over="ignore", invalid="ignore"):  # returns beyond 1e150 have no variance
        away = rows - rows.mean(axis=0) if centred else rows
        length = np.sqrt(np.einsum("ij,ij->j", away, away))
        size = np.sqrt(np.einsum("ij,ij->j", rows, rows))
        varies = np.isfinite(length) & (length > np.sqrt(_VARIANCE) * size)
    return np.asarray(away[:, varies] / length[varies])


def _independent(luck: float, trials: int) -> float:
    """The N of 1 to `trials` with expected_maximum_sharpe(1, N) = luck, by bisection."""
    low, high = 1.0, float(trials)
    for _ in range(60):
        middle = (low + high) / 2.0
        if (expected_maximum_sharpe(1.0, middle) or 0.0) < luck:
            low = middle
        else:
            high = middle
    return high
