"""What the length of a record proves. Ratios here are per observation."""

import math
from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.statistics.moments import Moments, moments_of
from bot.statistics.returns import sharpe_ratio
from bot.statistics.sharpe_certainty import (
    minimum_track_record_length,
    probabilistic_sharpe_ratio,
    sharpe_interval,
)
from bot.statistics.undefined import none_if_undefined, scaled


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecordStatistics:
    """What the length of the record proves; None where undefined.

    `probabilistic_sharpe_ratio` is the probability that the true Sharpe ratio is above 0;
    `sharpe_low` and `sharpe_high` bound the annualized one with 95 % confidence. The two lengths
    are what 95 % confidence in a ratio above 0 would need; None where what was seen is not above 0.
    """

    skewness: float | None
    kurtosis: float | None
    probabilistic_sharpe_ratio: float | None
    sharpe_low: float | None
    sharpe_high: float | None
    candles_needed: float | None
    trades_needed: float | None


def skewness(values: Moments) -> float | None:
    """Third central moment / standard deviation (n) cubed; None without variance."""
    return none_if_undefined(values.skewness) if values.varies else None


def kurtosis(values: Moments) -> float | None:
    """Fourth central moment / variance (n) squared: 3 for a normal distribution."""
    return none_if_undefined(values.kurtosis) if values.varies else None


def trade_returns(pnl: FloatArray, initial_balance: float) -> FloatArray:
    """P&L of each trade / balance before it; NaN where that is not above 0."""
    before = initial_balance + np.cumsum(pnl) - pnl
    shares = np.full(pnl.shape, np.nan)
    np.divide(pnl, before, out=shares, where=before > 0.0)
    return shares


def record_needed(returns: Moments) -> float | None:
    """The minimum track record of these returns, in observations of their kind."""
    sharpe, skew, kurt = sharpe_ratio(returns, 1.0), skewness(returns), kurtosis(returns)
    if sharpe is None or skew is None or kurt is None:
        return None
    return minimum_track_record_length(sharpe, skew, kurt)


def track_record_statistics(
    returns: Moments, by_trade: FloatArray, periods_per_year: float
) -> TrackRecordStatistics:
    """From the moments of the candles' returns, and the returns of the trades."""
    sharpe, skew, kurt = sharpe_ratio(returns, 1.0), skewness(returns), kurtosis(returns)
    probability: float | None = None
    bounds: tuple[float, float] | None = None
    if sharpe is not None and skew is not None and kurt is not None:
        probability = probabilistic_sharpe_ratio(sharpe, returns.size, skew, kurt)
        bounds = sharpe_interval(sharpe, returns.size, skew, kurt)
    low, high = bounds or (None, None)
    annual = math.sqrt(periods_per_year)
    return TrackRecordStatistics(
        skewness=skew,
        kurtosis=kurt,
        probabilistic_sharpe_ratio=probability,
        sharpe_low=scaled(low, annual),
        sharpe_high=scaled(high, annual),
        candles_needed=record_needed(returns),
        trades_needed=record_needed(moments_of(by_trade)) if by_trade.size else None,
    )
