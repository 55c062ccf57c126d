"""When two headlines tell one story."""

from bot.domain.stories.telling import Stories, title_words

__all__ = ["Stories", "title_words"]
