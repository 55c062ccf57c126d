"""An inquiry and its evidence to sentences with their facts. Pure: a function for each topic."""

from bot.assistant.answers.answer import answered

__all__ = ["answered"]
