"""Backtests on the compiled kernel: the fills of DESIGN, metrics and results."""

from bot.backtesting.backtester import Backtester
from bot.backtesting.result import BacktestResult

__all__ = ["BacktestResult", "Backtester"]
