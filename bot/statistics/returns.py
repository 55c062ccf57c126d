"""Return, volatility and the ratios of the two; `returns` are moments of one fraction a candle.

`bot/backtesting/compiled_ratios.py` has the same ratios for millions of trials, in one compiled
pass over each equity; tests hold both against an independent route.
"""

import math
from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.compiled import compiled
from bot.statistics.moments import Moments
from bot.statistics.undefined import none_if_undefined, ratio, scaled


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnStatistics:
    """What was earned, and how unevenly; None where undefined.

    `volatility_pct` is annualized, in percent; the ratios are annualized.
    """

    total_return_pct: float | None
    annual_return_pct: float | None
    volatility_pct: float | None
    sharpe_ratio: float | None
    sortino_ratio: float | None
    calmar_ratio: float | None


@compiled
def returns_of(values: FloatArray, first: float) -> FloatArray:
    """value_t / value_(t-1) - 1, shape as `values`; `first` comes before the first row.

    NaN where the value before is not above 0: nothing can be earned on nothing.
    """
    growth = np.empty(values.size)
    growth[0] = values[0] / first - 1.0 if first > 0.0 else math.nan
    before, after, rest = values[:-1], values[1:], growth[1:]
    for t in range(rest.size):
        rest[t] = after[t] / before[t] - 1.0 if before[t] > 0.0 else math.nan
    return growth


def total_return(values: FloatArray, first: float) -> float:
    """value_n / first - 1, as a fraction."""
    return float(values[-1] / first - 1.0)


def annual_return(values: FloatArray, first: float, periods_per_year: float) -> float | None:
    """(value_n / first)^(periods a year / n) - 1: the constant yearly rate that ends the same.

    The geometric annualized return (Bacon 2008, Practical Portfolio Performance Measurement).
    None where nothing is left, or where a few candles extrapolate beyond every number.
    """
    growth = float(values[-1] / first)
    if growth <= 0.0:
        return None
    exponent = math.log(growth) * periods_per_year / values.size
    return math.expm1(exponent) if exponent < 700.0 else None


def volatility(returns: Moments, periods_per_year: float) -> float | None:
    """Standard deviation (n - 1) of the returns x sqrt(periods a year), as a fraction.

    0 where returns never vary; None with fewer than two.
    """
    return none_if_undefined(returns.spread * math.sqrt(periods_per_year))


def sharpe_ratio(returns: Moments, periods_per_year: float) -> float | None:
    """mean / standard deviation (n - 1) x sqrt(periods a year) (Sharpe 1994, eq. 3-6).

    No risk-free rate: hand in excess returns to have one. None without variance.
    """
    if not returns.varies:
        return None
    return scaled(ratio(returns.mean, returns.spread), math.sqrt(periods_per_year))


def sortino_ratio(returns: Moments, periods_per_year: float) -> float | None:
    """mean / sqrt(sum of min(r, 0)^2 / n) x sqrt(periods a year), the target being 0.

    The downside is averaged over all n returns, not over the negative ones alone (Sortino and
    Price 1994). None where no return is negative.
    """
    return scaled(ratio(returns.mean, returns.downside), math.sqrt(periods_per_year))


def calmar_ratio(annual: float | None, drawdown: float) -> float | None:
    """Annual return / largest drawdown, both fractions (Young 1991).

    Young takes the last 36 months, this the whole run. None without a drawdown.
    """
    return None if annual is None else ratio(annual, drawdown)


def return_statistics(
    returns: Moments,
    equity: FloatArray,
    initial_balance: float,
    drawdown: float,
    periods_per_year: float,
) -> ReturnStatistics:
    """Returns, volatility and their ratios; `drawdown` is the largest, a fraction of its peak."""
    annual = annual_return(equity, initial_balance, periods_per_year)
    return ReturnStatistics(
        total_return_pct=none_if_undefined(total_return(equity, initial_balance) * 100.0),
        annual_return_pct=scaled(annual, 100.0),
        volatility_pct=scaled(volatility(returns, periods_per_year), 100.0),
        sharpe_ratio=sharpe_ratio(returns, periods_per_year),
        sortino_ratio=sortino_ratio(returns, periods_per_year),
        calmar_ratio=calmar_ratio(annual, drawdown),
    )
