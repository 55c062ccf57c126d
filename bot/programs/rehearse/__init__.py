"""tools/rehearse.py: bot, API and a simulated exchange on this machine."""

from bot.programs.rehearse.program import main

__all__ = ["main"]
