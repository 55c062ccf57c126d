"""Where the state of a symbol is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from bot.domain.orders import OrderStory
from bot.domain.records import (
    BotState,
    CandleRecord,
    EquityPoint,
    SignalEvent,
    Trade,
)

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRecord:
    """Everything one cycle of one symbol writes; a store keeps all of it or none of it.

    Lines are in time order; `orders` are those that came to their end. A replay at full speed may
    gather several cycles into one record.
    """

    state: BotState
    signals: tuple[SignalEvent, ...] = ()
    equity: tuple[EquityPoint, ...] = ()
    trades: tuple[Trade, ...] = ()
    orders: tuple[OrderStory, ...] = ()
    candles: tuple[CandleRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[R]):
    """A stretch of a history, newest first.

    `older` is the cursor of the page that follows, None at the history's beginning.
    """

    items: list[R]
    older: str | None


Recorded = SignalEvent | EquityPoint | Trade | OrderStory | CandleRecord
"""A record of a history."""


def moment_of(record: Recorded) -> datetime:
    """The time by which a history is in order.

    A candle's and a decision's is the candle's open time, an equity point's its close time, a
    trade's its entry and an order's its end.
    """
    match record:
        case SignalEvent():
            return record.candle_time
        case EquityPoint():
            return record.timestamp
        case Trade():
            return record.entry_time
        case OrderStory():
            return record.ended_at
        case CandleRecord():
            return record.candle.open_time


class StateStore(Protocol):
    """The state of one symbol, kept whole through any crash.

    Readers may run in other processes at any time and never see a torn record. Reading the last N
    lines, and appending, cost the same however long the history is. A history is read page by page
    or through from the beginning, and named by the type of its records: SignalEvent, EquityPoint,
    Trade, OrderStory, CandleRecord.
    """

    def commit(self, record: CycleRecord) -> None:
        """Keep a cycle: once this returns, all of it survives a kill; before, all or nothing.

        Raises StateError where it cannot be written; then nothing of it is visible after reopening.
        """
        ...

    def load_state(self) -> BotState | None:
        """The last committed state; None where there is none yet, StateError where it is lost."""
        ...

    @property
    def stamp(self) -> object:
        """What differs whenever a cycle was kept since; cheap enough to be asked all the time."""
        ...

    @property
    def lost(self) -> str | None:
        """Why no state can be read although cycles were kept, in words; None where nothing is lost.

        What is left are the histories.
        """
        ...

    def restore(self, state: BotState) -> None:
        """Put a state that was made of the histories in the place of the lost one.

        What remains of the lost one is set aside, which `recovery_notes` tell.
        """
        ...

    @property
    def begin_anew(self) -> str:
        """What a person does for the symbol to begin a new account, as an order: "move …"."""
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

    @property
    def recovery_notes(self) -> tuple[str, ...]:
        """Sentences about what opening for writing had to mend."""
        ...

    def page(self, kind: type[R], limit: int, cursor: str | None = None) -> Page[R]:
        """At most `limit` records of a history from a page's `older` on; None begins at the newest.

        Costs the same wherever the page is, and stays the same page while the history grows. A
        cursor is made of letters, digits, - and _, and only the store reads it. Raises ConfigError
        for one that this history never gave out.
        """
        ...

    def cursor_before(self, kind: type, moment: datetime) -> str | None:
        """The cursor of the page that begins with the newest record before a moment.

        A record's time is what `moment_of` says. None where no record is older. Costs a few lines,
        however long the history is.
        """
        ...

    def stream(self, kind: type[R]) -> Iterator[R]:
        """Every record of a history, oldest first, in memory that does not grow with it."""
        ...

    def signals_that_tell_config(self) -> Iterator[SignalEvent]:
        """The decisions that carry the config they were made under, oldest first."""
        ...

    def signal_of(self, candle_time: datetime) -> SignalEvent | None:
        """The decision on the candle that opened then; None where none is on record."""
        ...
