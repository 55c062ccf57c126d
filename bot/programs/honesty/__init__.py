"""tools/honesty.py: every promise of the promotion gate, counted."""

from bot.programs.honesty.program import main

__all__ = ["main"]
