"""tools/evaluate_sentiment.py: how well the scorers of news agree with people."""

from bot.programs.evaluate_sentiment.program import main

__all__ = ["main"]
