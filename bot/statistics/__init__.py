"""The statistics of a backtest: one concept a file, each formula with its source."""

from bot.statistics.activity import candles_of_their_own
from bot.statistics.defined import known, scaled
from bot.statistics.mean_test import MeanTest, mean_above_zero, resamples_for
from bot.statistics.moments import moments_of
from bot.statistics.returns import annual_return, returns_of, sharpe_ratio, volatility
from bot.statistics.sharpe_certainty import (
    NORMAL,
    Numbers,
    broadcast,
    defined,
    minimum_track_record_length,
    probabilistic_sharpe_ratio,
)
from bot.statistics.track_record import kurtosis, record_needed, skewness, trade_returns
from bot.statistics.whole import Statistics, statistics_of

__all__ = [
    "NORMAL",
    "MeanTest",
    "Numbers",
    "Statistics",
    "annual_return",
    "broadcast",
    "candles_of_their_own",
    "defined",
    "known",
    "kurtosis",
    "mean_above_zero",
    "minimum_track_record_length",
    "moments_of",
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
