"""The statistics of a backtest: one concept a file, each formula with its source."""

from bot.backtesting.statistics.whole import Statistics, statistics_of

__all__ = ["Statistics", "statistics_of"]
