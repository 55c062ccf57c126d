"""Understanding a question: its topics, symbols, period and terms. Pure."""

from bot.assistant.question.inquiry import Inquiry, understood
from bot.assistant.question.period import Period
from bot.assistant.question.topic import Topic, Why

__all__ = ["Inquiry", "Period", "Topic", "Why", "understood"]
