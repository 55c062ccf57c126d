"""The state volume: the only room that reads and writes its files."""

from bot.domain import StateStore, merge_config
from bot.state.configs import load_overrides
from bot.state.file_volume import FileVolume
from bot.state.macro_events import MacroEventsFiles, MacroEventsRead, read_macro_events
from bot.state.optimizer import OPTIMIZER_HEARTBEAT_FILE

__all__ = [
    "OPTIMIZER_HEARTBEAT_FILE",
    "FileVolume",
    "MacroEventsFiles",
    "MacroEventsRead",
    "StateStore",
    "load_overrides",
    "merge_config",
    "read_macro_events",
]
