"""The journal of orders in the memory of one process."""

import json
from collections.abc import Iterator
from dataclasses import replace

from bot.domain import JournalLine
from bot.domain.errors import StateError


class MemoryJournal:
    """An OrderJournal over a list that outlives it; what is kept has gone through JSON."""

    recovery_notes: tuple[str, ...] = ()

    def __init__(self, kept: list[JournalLine] | None = None, *, writer: bool = True) -> None:
        self._kept = [] if kept is None else kept
        self._is_writer = writer

    def append(self, line: JournalLine) -> None:
        """Keep the line."""
        if not self._is_writer:
            raise StateError("the journal is opened to read")
        try:
            details = json.loads(json.dumps(dict(line.details)))
        except TypeError as error:
            raise StateError(f"cannot write as JSON: {error}") from error
        self._kept.append(replace(line, details=details))

    def lines(self) -> Iterator[JournalLine]:
        """Every line, oldest first."""
        return iter(tuple(self._kept))
