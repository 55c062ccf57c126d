"""Scorers of news: what a sentence means for the asset that it is about."""

from bot.news.sentiment.fallback import FallbackScorer
from bot.news.sentiment.lexicon_scorer import LexiconScorer
from bot.news.sentiment.text_model import TextModel
from bot.news.sentiment.vader_scorer import VaderScorer

__all__ = ["FallbackScorer", "LexiconScorer", "TextModel", "VaderScorer"]
