"""tools/control.py: what a person says to a running bot, and what it answers."""

from bot.programs.control.program import main

__all__ = ["main"]
