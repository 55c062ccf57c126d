"""Finding one record of a long history without reading the rest of it."""

from datetime import datetime

from bot.domain import SignalEvent, StateStore


def entering_signal(store: StateStore, entry_time: datetime) -> SignalEvent | None:
    """The last decision before an entry."""
    cursor = store.cursor_before(SignalEvent, entry_time)
    found = [] if cursor is None else store.page(SignalEvent, 1, cursor).items
    return found[0] if found else None
