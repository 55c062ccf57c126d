"""What a start had to mend, kept until a person has seen it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class MendedStore(Protocol):
    """Sentences about what was mended on the volume; each stays until a person has seen it.

    Several processes may add at any time. StateError where they cannot be read or written.
    """

    def add(self, notes: Sequence[str], now: datetime, *, symbol: str | None = None) -> None:
        """Keep the sentences; None is for what concerns no symbol. An unseen one is kept once."""
        ...

    def unseen(self, *symbols: str | None) -> tuple[str, ...]:
        """The sentences about these symbols that nobody has seen, oldest first, each once.

        Cheap enough to be asked every cycle.
        """
        ...

    def mark_seen(self) -> None:
        """A person has seen all of them."""
        ...

    @property
    def until_seen(self) -> str:
        """A sentence on how a person says that they were seen."""
        ...
