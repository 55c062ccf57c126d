"""Cycle records on their way to the store: nothing is lost while it cannot be written."""

from bot.domain import CycleRecord, StateStore
from bot.trading.cycle_record import merged


class RecordBuffer:
    """Commits each record at once, or `cycles` of them together (a replay at full speed).

    What a failing store refused stays here and goes with the next commit.
    """

    def __init__(self, store: StateStore, *, cycles: int = 1) -> None:
        self._store = store
        self._cycles = cycles
        self._waiting: list[CycleRecord] = []

    def add(self, record: CycleRecord) -> None:
        """Keep a record, committing when enough wait; StateError where the store refuses."""
        self._waiting.append(record)
        if len(self._waiting) >= self._cycles:
            self.flush()

    def flush(self) -> None:
        """Commit what waits; StateError where the store refuses, and it goes on waiting."""
        if self._waiting:
            self._waiting = [merged(self._waiting)]  # a refusing store costs no memory a heartbeat
            self._store.commit(self._waiting[0])
            self._waiting = []
