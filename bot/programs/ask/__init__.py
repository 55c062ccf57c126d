"""tools/ask.py: a question in words, answered from the state volume without the API."""

from bot.programs.ask.program import main

__all__ = ["main"]
