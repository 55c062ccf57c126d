"""What the bot keeps of its cycles: state, histories, the write-ahead of a commit."""

from bot.state.cycles.json_store import JsonStateStore

__all__ = ["JsonStateStore"]
