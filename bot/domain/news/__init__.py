"""News as it comes from feeds."""

from bot.domain.news.headline import Headline

__all__ = ["Headline"]
