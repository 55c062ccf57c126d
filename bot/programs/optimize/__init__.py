"""run_portfolio_optimize.py: a better config of every asset, searched for once."""

from bot.programs.optimize.program import main

__all__ = ["main"]
