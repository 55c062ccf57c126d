"""tools/make_samples.py: the sample candles of data/."""

from bot.programs.make_samples.program import main

__all__ = ["main"]
