"""What news is made of: which feeds, who judges it, and where it is kept."""

from bot.wiring.news.parts import classifier, feed_memory, feeds_file, news_file
from bot.wiring.news.scorer import sentiment_scorer

__all__ = ["classifier", "feed_memory", "feeds_file", "news_file", "sentiment_scorer"]
