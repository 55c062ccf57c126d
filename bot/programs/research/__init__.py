"""python -m bot.research: grids of parameters, ranked and held against unseen candles."""

from bot.programs.research.program import main

__all__ = ["main"]
