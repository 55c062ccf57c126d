"""How a trade, a position or a decision came, and what came of it."""

from api.stories.ids import symbol_and_moment
from api.stories.story import (
    Telling,
    no_story_yet,
    story_of_position,
    story_of_signal,
    story_of_trade,
)

__all__ = [
    "Telling",
    "no_story_yet",
    "story_of_position",
    "story_of_signal",
    "story_of_trade",
    "symbol_and_moment",
]
