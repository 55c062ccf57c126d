"""When two headlines tell one story."""

from bot.domain.stories.telling import Stories, is_same_story, title_words

__all__ = ["Stories", "is_same_story", "title_words"]
