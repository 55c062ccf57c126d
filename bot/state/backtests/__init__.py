"""backtests/: backtests that were asked for over HTTP."""

from bot.state.backtests.store import JsonBacktestStore

__all__ = ["JsonBacktestStore"]
