"""The state volume: the only room that reads and writes its files."""

from bot.domain import StateStore
from bot.state.json_store import JsonStateStore

__all__ = ["JsonStateStore", "StateStore"]
