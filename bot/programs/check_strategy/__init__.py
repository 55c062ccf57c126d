"""tools/check_strategy.py: whether the backtest of a strategy can be believed."""

from bot.programs.check_strategy.program import main

__all__ = ["main"]
