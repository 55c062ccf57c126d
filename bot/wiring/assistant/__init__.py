"""The language model of the assistant: light, since the API is made of it."""

from bot.wiring.assistant.of_settings import language_model

__all__ = ["language_model"]
