"""Against buying at the first open and holding. Both arrays: returns as fractions, per candle."""

import math
from dataclasses import dataclass

import numpy as np

from bot.backtesting.statistics.defined import deviation, known, ratio, scaled
from bot.rules.candle_arrays import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkStatistics:
    """Against buy-and-hold without costs; None where undefined. `alpha_pct` is a year's."""

    buy_and_hold_pct: float | None
    buy_and_hold_annual_pct: float | None
    buy_and_hold_max_drawdown_pct: float
    buy_and_hold_sharpe_ratio: float | None
    information_ratio: float | None
    alpha_pct: float | None
    beta: float | None


def beta(returns: FloatArray, held: FloatArray) -> float | None:
    """covariance(returns, held) / variance(held), both n - 1 (Sharpe 1964).

    None where buy-and-hold never varies.
    """
    spread = deviation(held)
    if spread is None:
        return None
    excess = float(np.sum((returns - np.mean(returns)) * (held - np.mean(held))))
    return ratio(excess / (held.size - 1), spread * spread)


def alpha(returns: FloatArray, held: FloatArray, periods_per_year: float) -> float | None:
    """(mean return - beta x mean of buy-and-hold) x periods a year, a fraction (Jensen 1968).

    No risk-free rate, and annualized by multiplying, not compounding.
    """
    return _alpha(beta(returns, held), returns, held, periods_per_year)


def _alpha(
    slope: float | None, returns: FloatArray, held: FloatArray, periods_per_year: float
) -> float | None:
    if slope is None:
        return None
    return known(float(np.mean(returns) - slope * np.mean(held)) * periods_per_year)


def information_ratio(
    returns: FloatArray, held: FloatArray, periods_per_year: float
) -> float | None:
    """mean / standard deviation (n - 1) of the difference x sqrt(periods a year) (Goodwin 1998).

    QuantStats does not annualize it. None where the difference never varies.
    """
    active = returns - held
    return scaled(
        ratio(float(np.mean(active)), deviation(active) or 0.0), math.sqrt(periods_per_year)
    )
