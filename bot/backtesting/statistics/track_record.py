"""How sure a Sharpe ratio is, and how long a record must be. Ratios here are per observation."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from bot.backtesting.statistics.defined import deviation, known, scaled
from bot.backtesting.statistics.returns import sharpe_ratio
from bot.rules.candle_arrays import FloatArray

CONFIDENCE = 0.95
_NORMAL = NormalDist()


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


def skewness(values: FloatArray) -> float | None:
    """Third central moment / standard deviation (n) cubed; None without variance."""
    return _moment(values, 3)


def kurtosis(values: FloatArray) -> float | None:
    """Fourth central moment / variance (n) squared: 3 for a normal distribution."""
    return _moment(values, 4)


def _moment(values: FloatArray, order: int) -> float | None:
    spread = float(np.std(values))
    if deviation(values) is None or not spread > 0.0:
        return None
    return known(float(np.mean(((values - np.mean(values)) / spread) ** order)))


def sharpe_spread(sharpe: float, skew: float, kurt: float) -> float | None:
    """sqrt(1 - skew x SR + (kurtosis - 1) / 4 x SR^2): the ratio's error for one observation.

    Divided by sqrt(n - 1) it is the standard error (Mertens 2002; Bailey and Lopez de Prado
    2012). None where that is 0, as for returns of only two values.
    """
    squared = 1.0 - skew * sharpe + (kurt - 1.0) / 4.0 * sharpe * sharpe
    return math.sqrt(squared) if squared > 1e-12 else None


def probabilistic_sharpe_ratio(
    sharpe: float, count: int, skew: float, kurt: float, benchmark: float = 0.0
) -> float | None:
    """N((SR - benchmark) sqrt(n - 1) / spread), the probability that the true ratio is larger.

    Bailey and Lopez de Prado 2012, The Sharpe Ratio Efficient Frontier.
    """
    spread = sharpe_spread(sharpe, skew, kurt)
    if spread is None or count < 2:
        return None
    return 0.5 * math.erfc((benchmark - sharpe) * math.sqrt(count - 1) / spread / math.sqrt(2.0))


def sharpe_interval(
    sharpe: float, count: int, skew: float, kurt: float, confidence: float = CONFIDENCE
) -> tuple[float, float] | None:
    """SR -+ z x spread / sqrt(n - 1), with (1 - confidence) / 2 beyond either side (as above)."""
    spread = sharpe_spread(sharpe, skew, kurt)
    if spread is None or count < 2:
        return None
    reach = _NORMAL.inv_cdf((1.0 + confidence) / 2.0) * spread / math.sqrt(count - 1)
    return sharpe - reach, sharpe + reach


def minimum_track_record(
    sharpe: float,
    skew: float,
    kurt: float,
    benchmark: float = 0.0,
    confidence: float = CONFIDENCE,
) -> float | None:
    """1 + spread^2 x (z / (SR - benchmark))^2 observations (Bailey and Lopez de Prado 2012).

    None where the ratio is not above the benchmark: no record of that kind would prove it.
    """
    spread = sharpe_spread(sharpe, skew, kurt)
    if spread is None or not sharpe > benchmark:
        return None
    z = _NORMAL.inv_cdf(confidence)
    return known(1.0 + (spread * z) * (spread * z) / (sharpe - benchmark) / (sharpe - benchmark))


def trade_returns(pnl: FloatArray, initial_balance: float) -> FloatArray:
    """P&L of each trade / balance before it; NaN where that is not above 0."""
    before = initial_balance + np.cumsum(pnl) - pnl
    shares = np.full(pnl.shape, np.nan)
    np.divide(pnl, before, out=shares, where=before > 0.0)
    return shares


def record_needed(returns: FloatArray) -> float | None:
    """The minimum track record of these returns, in observations of their kind."""
    sharpe, skew, kurt = _described(returns)
    if sharpe is None or skew is None or kurt is None:
        return None
    return minimum_track_record(sharpe, skew, kurt)


def track_record_statistics(
    returns: FloatArray, by_trade: FloatArray, periods_per_year: float
) -> TrackRecordStatistics:
    """From the returns of the candles and those of the trades."""
    sharpe, skew, kurt = _described(returns)
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
        trades_needed=record_needed(by_trade),
    )


def _described(returns: FloatArray) -> tuple[float | None, float | None, float | None]:
    if returns.size < 2:
        return None, None, None
    return sharpe_ratio(returns, 1.0), skewness(returns), kurtosis(returns)
