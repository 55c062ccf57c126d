"""The assistant: questions in words, answered from what the bot has recorded, with the facts."""

from bot.assistant.answers import value_of, what_would_change
from bot.assistant.assistant import Assistant, Reply, Rewrite
from bot.assistant.evidence import Records
from bot.assistant.formats import minute
from bot.assistant.language_model import Endpoint, LanguageModel

__all__ = [
    "Assistant",
    "Endpoint",
    "LanguageModel",
    "Records",
    "Reply",
    "Rewrite",
    "minute",
    "value_of",
    "what_would_change",
]
