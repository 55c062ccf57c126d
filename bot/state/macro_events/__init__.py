"""Macro events kept in JSON files."""

from bot.state.macro_events.read_events import read_macro_events
from bot.state.macro_events.watched_files import MacroEventsFiles

__all__ = ["MacroEventsFiles", "read_macro_events"]
