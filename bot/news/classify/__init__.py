"""Headlines to macro events: what they are about, who acts, which way they lean and for whom."""

from bot.news.classify.aliases import Aliases
from bot.news.classify.category import Category
from bot.news.classify.judge import classify

__all__ = ["Aliases", "Category", "classify"]
