"""Where the state of a symbol is kept."""

from typing import Protocol

from bot.domain.records import (
    BotState,
    CandleRecord,
    CycleRecord,
    EquityPoint,
    SignalEvent,
    Trade,
)


class StateStore(Protocol):
    """The state of one symbol, kept whole through any crash.

    Readers may run in other processes at any time and never see a torn record. Reading the last N
    lines, and appending, cost the same however long the history is.
    """

    def commit(self, record: CycleRecord) -> None:
        """Keep a cycle: once this returns, all of it survives a kill; before, all or nothing.

        Raises StateError where it cannot be written; then nothing of it is visible after reopening.
        """
        ...

    def load_state(self) -> BotState | None:
        """The last committed state; None where there is none yet."""
        ...

    def signals(self, limit: int) -> list[SignalEvent]:
        """The newest `limit` decisions, newest first."""
        ...

    def equity(self, limit: int) -> list[EquityPoint]:
        """The newest `limit` equity points, newest first."""
        ...

    def trades(self, limit: int) -> list[Trade]:
        """The newest `limit` trades, newest first."""
        ...

    def candles(self, limit: int) -> list[CandleRecord]:
        """The newest `limit` candles that were decided on, newest first."""
        ...
