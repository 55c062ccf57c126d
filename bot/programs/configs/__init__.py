"""tools/configs.py: every config that a symbol had, and putting one of them back in use."""

from bot.programs.configs.program import main

__all__ = ["main"]
