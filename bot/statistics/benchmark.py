"""Against buying at the first open and holding; moments are of returns, a fraction a candle."""

import math
from dataclasses import dataclass

from bot.statistics.moments import Moments, Pair
from bot.statistics.undefined import none_if_undefined, ratio, scaled


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


def beta(both: Pair, held: Moments) -> float | None:
    """covariance(returns, held) / variance(held), both n - 1 (Sharpe 1964).

    None where buy-and-hold never varies.
    """
    return ratio(both.covariance, held.spread * held.spread) if held.varies else None


def alpha(
    slope: float | None, returns: Moments, held: Moments, periods_per_year: float
) -> float | None:
    """(mean return - beta x mean of buy-and-hold) x periods a year, a fraction (Jensen 1968).

    `slope` is beta. No risk-free rate, and annualized by multiplying, not compounding.
    """
    if slope is None:
        return None
    return none_if_undefined((returns.mean - slope * held.mean) * periods_per_year)


def information_ratio(both: Pair, periods_per_year: float) -> float | None:
    """mean / standard deviation (n - 1) of the difference x sqrt(periods a year) (Goodwin 1998).

    QuantStats does not annualize it. None where the difference never varies.
    """
    if not both.varies:
        return None
    return scaled(ratio(both.mean, both.spread), math.sqrt(periods_per_year))
