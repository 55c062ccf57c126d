"""The statistics of a backtest: one concept a file, each formula with its source."""

from bot.statistics.activity import candles_held
from bot.statistics.mean_test import MeanTest, mean_above_zero, mean_interval, resamples_for
from bot.statistics.moments import moments_of
from bot.statistics.overshoot import likely_overshoot
from bot.statistics.returns import annual_return, returns_of, sharpe_ratio, volatility
from bot.statistics.run_statistics import Statistics, statistics_of
from bot.statistics.sharpe_certainty import (
    NORMAL,
    Numbers,
    broadcast,
    mark_undefined,
    probabilistic_sharpe_ratio,
)
from bot.statistics.track_record import kurtosis, record_needed, skewness, trade_returns
from bot.statistics.undefined import none_if_undefined, scaled

__all__ = [
    "NORMAL",
    "MeanTest",
    "Numbers",
    "Statistics",
    "annual_return",
    "broadcast",
    "candles_held",
    "kurtosis",
    "likely_overshoot",
    "mark_undefined",
    "mean_above_zero",
    "mean_interval",
    "moments_of",
    "none_if_undefined",
    "probabilistic_sharpe_ratio",
    "record_needed",
    "resamples_for",
    "returns_of",
    "scaled",
    "sharpe_ratio",
    "skewness",
    "statistics_of",
    "trade_returns",
    "volatility",
]
