"""run_auto_optimize.py: the service that optimizes every asset again and again."""

from bot.programs.auto_optimize.program import main

__all__ = ["main"]
