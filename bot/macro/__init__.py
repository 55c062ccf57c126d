"""The macro opinion: events in, fading bias out, always as of a moment."""

from bot.domain import MacroEvent, MacroInsight
from bot.macro.baseline import BASELINE_EVENTS
from bot.macro.engine import MacroSentimentEngine
from bot.macro.fading import macro_track
from bot.macro.known_events import KnownEvents

__all__ = [
    "BASELINE_EVENTS",
    "KnownEvents",
    "MacroEvent",
    "MacroInsight",
    "MacroSentimentEngine",
    "macro_track",
]
