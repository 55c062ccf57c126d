"""The state volume: the only room that reads and writes its files."""

from bot.domain import StateStore
from bot.state.json_store import JsonStateStore, Page
from bot.state.volume import Volume
from bot.state.volume_lock import VolumeLock

__all__ = ["JsonStateStore", "Page", "StateStore", "Volume", "VolumeLock"]
