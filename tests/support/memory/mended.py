"""What starts had to mend, in memory."""

from collections.abc import Sequence
from datetime import datetime


class MemoryMended:
    """A MendedStore."""

    until_seen = "what was mended is told until mark_seen() is called"

    def __init__(self) -> None:
        self._notes: list[tuple[str | None, str]] = []

    def add(self, notes: Sequence[str], now: datetime, *, symbol: str | None = None) -> None:
        """Keep the sentences."""
        self._notes += [(symbol, note) for note in notes]

    def unseen(self, *symbols: str | None) -> tuple[str, ...]:
        """The sentences about these symbols."""
        return tuple(dict.fromkeys(note for symbol, note in self._notes if symbol in symbols))

    def mark_seen(self) -> None:
        """Forget them."""
        self._notes.clear()
