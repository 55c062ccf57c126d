"""The macro opinion: events in, fading bias out, always as of a moment."""

from bot.domain import MacroEvent, MacroInsight
from bot.macro.baseline import BASELINE_EVENTS
from bot.macro.engine import MacroSentimentEngine
from bot.macro.fading import macro_track

__all__ = ["BASELINE_EVENTS", "MacroEvent", "MacroInsight", "MacroSentimentEngine", "macro_track"]
