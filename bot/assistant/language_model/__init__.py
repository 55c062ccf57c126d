"""An optional language model: asked for other words, checked against the facts, never believed."""

from bot.assistant.language_model.completion import Endpoint
from bot.assistant.language_model.rewriter import LanguageModel

__all__ = ["Endpoint", "LanguageModel"]
