"""The journal of orders as a file of hash-chained lines."""

from bot.state.journal.order_journal import JsonOrderJournal

__all__ = [
    "JsonOrderJournal",
]
