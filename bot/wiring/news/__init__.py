"""What news is made of: which feeds, who judges it, and where it is kept."""

from bot.wiring.news.parts import classifier, feed_memory, feeds_file, news_file

__all__ = ["classifier", "feed_memory", "feeds_file", "news_file"]
