"""Macro events kept in JSON files."""

from bot.state.macro_events.feed_memory import FeedMemory
from bot.state.macro_events.news_file import NewsFile
from bot.state.macro_events.read_events import read_macro_events
from bot.state.macro_events.watched_files import MacroEventsFiles

__all__ = ["FeedMemory", "MacroEventsFiles", "NewsFile", "read_macro_events"]
