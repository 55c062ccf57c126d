"""tools/parity_report.py: a bot's recorded trades held against a backtest."""

from bot.programs.parity.program import main

__all__ = ["main"]
