"""News as it comes, and what is kept of it."""

from bot.domain.news.feed_validators import FeedValidators
from bot.domain.news.headline import Headline
from bot.domain.news.news_event import NewsEvent

__all__ = ["FeedValidators", "Headline", "NewsEvent"]
