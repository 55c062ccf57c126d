"""News feeds: which there are, and what their servers answer."""

from bot.news.feeds.feed import Feed
from bot.news.feeds.feeds_file import read_feeds
from bot.news.feeds.fetching import FeedAnswer, FetchLimits, fetch_feeds

__all__ = ["Feed", "FeedAnswer", "FetchLimits", "fetch_feeds", "read_feeds"]
