"""What the bot keeps of its cycles: state, histories, the write-ahead of a commit."""

from bot.state.cycles.state_store import JsonStateStore
from bot.state.cycles.write_ahead import CYCLE_FILE, HISTORY_FILES, ORDERS_FILE, STATE_FILE

__all__ = ["CYCLE_FILE", "HISTORY_FILES", "ORDERS_FILE", "STATE_FILE", "JsonStateStore"]
