"""An inquiry and its evidence to sentences with their facts. Pure: a function for each topic."""

from bot.assistant.answers.answer import answered
from bot.assistant.answers.triggers import what_would_change
from bot.assistant.answers.wording import value_of

__all__ = ["answered", "value_of", "what_would_change"]
