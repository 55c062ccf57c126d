"""tools/download_candles.py: an exchange's candles from a date on, kept."""

from bot.programs.download_candles.program import main

__all__ = ["main"]
