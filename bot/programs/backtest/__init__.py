"""run_backtest.py: one backtest, asked for by flags and questions."""

from bot.programs.backtest.program import main

__all__ = ["main"]
