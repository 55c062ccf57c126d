"""python -m bot.bot: the bot, which trades until it is stopped."""

from bot.programs.trade.program import main

__all__ = ["main"]
