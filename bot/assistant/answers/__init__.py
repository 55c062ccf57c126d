"""An inquiry and its evidence to sentences with their facts. Pure: a function for each topic."""

from bot.assistant.answers.answer import answered
from bot.assistant.answers.triggers import what_would_change

__all__ = ["answered", "what_would_change"]
