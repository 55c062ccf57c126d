"""tools/run_processes.py: bot, API and optimizer on one terminal."""

from bot.programs.run_processes.program import main

__all__ = ["main"]
