"""The state volume: the only room that reads and writes its files."""

from bot.domain import StateStore, merge_config
from bot.state.ai_calibrations import read_ai_calibration
from bot.state.configs import load_overrides
from bot.state.file_volume import FileVolume
from bot.state.macro_events import FeedMemory, MacroEventsFiles, NewsFile, read_macro_events

__all__ = [
    "FeedMemory",
    "FileVolume",
    "MacroEventsFiles",
    "NewsFile",
    "StateStore",
    "load_overrides",
    "merge_config",
    "read_ai_calibration",
    "read_macro_events",
]
