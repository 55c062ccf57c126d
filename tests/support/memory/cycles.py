"""The cycles of one symbol in memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from bot.domain import (
    BotState,
    CandleRecord,
    CycleRecord,
    EquityPoint,
    Page,
    SignalEvent,
    Trade,
    moment_of,
)
from bot.domain.errors import ConfigError, StateError
from bot.domain.orders import OrderStory
from tests.support.memory.as_json import as_kept

R = TypeVar("R")


@dataclass
class History:
    """A symbol's last state and its records by type, oldest first."""

    state: BotState | None = None
    commits: int = 0
    records: dict[type, list[Any]] = field(default_factory=dict)


class MemoryCycles:
    """A StateStore; what it gives back has been JSON, as with every store."""

    recovery_notes: tuple[str, ...] = ()

    def __init__(self, history: History, *, writer: bool = False) -> None:
        self._history = history
        self._writer = writer

    def commit(self, record: CycleRecord) -> None:
        """Keep a cycle, all of it or nothing."""
        if not self._writer:
            raise StateError("need a store opened for writing, this one is opened to read")
        state = as_kept(record.state)
        parts = {
            SignalEvent: [as_kept(signal) for signal in record.signals],
            EquityPoint: [as_kept(point) for point in record.equity],
            Trade: [as_kept(trade) for trade in record.trades],
            CandleRecord: [as_kept(candle) for candle in record.candles],
            OrderStory: [as_kept(story) for story in record.orders],
        }
        for kind, added in parts.items():
            self._history.records.setdefault(kind, []).extend(added)
        self._history.state = state
        self._history.commits += 1

    def load_state(self) -> BotState | None:
        """The last committed state."""
        if self.lost is not None:
            raise StateError(self.lost)
        return self._history.state

    @property
    def stamp(self) -> object:
        """How many commits there were."""
        return self._history.commits

    @property
    def lost(self) -> str | None:
        """Whether there are records without a state."""
        is_lost = self._history.state is None and any(self._history.records.values())
        return "the state is gone" if is_lost else None

    def restore(self, state: BotState) -> None:
        """Put a state in the place of the lost one."""
        self.commit(CycleRecord(state=state))
        self.recovery_notes = ("the state was rebuilt",)

    @property
    def begin_anew(self) -> str:
        """How to begin a new account."""
        return "make another volume"

    def signals(self, limit: int) -> list[SignalEvent]:
        """The newest decisions."""
        return self.page(SignalEvent, limit).items

    def equity(self, limit: int) -> list[EquityPoint]:
        """The newest equity points."""
        return self.page(EquityPoint, limit).items

    def trades(self, limit: int) -> list[Trade]:
        """The newest trades."""
        return self.page(Trade, limit).items

    def candles(self, limit: int) -> list[CandleRecord]:
        """The newest candles."""
        return self.page(CandleRecord, limit).items

    def page(self, kind: type[R], limit: int, cursor: str | None = None) -> Page[R]:
        """A stretch of a history; a cursor is the kind and the number of older records."""
        records = self._all(kind)
        end = len(records) if cursor is None else self._position(kind, cursor)
        start = max(end - max(limit, 0), 0)
        older = f"{kind.__name__}-{start}" if start else None
        return Page(items=records[start:end][::-1], older=older)

    def cursor_before(self, kind: type, moment: datetime) -> str | None:
        """The kind and how many records are older."""
        older = sum(moment_of(record) < moment for record in self._all(kind))
        return f"{kind.__name__}-{older}" if older else None

    def stream(self, kind: type[R]) -> Iterator[R]:
        """Every record of a history, oldest first."""
        return iter(list(self._all(kind)))

    def signals_that_tell_config(self) -> Iterator[SignalEvent]:
        """The decisions that carry their config."""
        return (signal for signal in self.stream(SignalEvent) if signal.config is not None)

    def signal_of(self, candle_time: datetime) -> SignalEvent | None:
        """The decision on a candle."""
        of_candle = (s for s in self.stream(SignalEvent) if s.candle_time == candle_time)
        return next(of_candle, None)

    def _all(self, kind: type[R]) -> list[R]:
        return self._history.records.get(kind, [])

    def _position(self, kind: type, cursor: str) -> int:
        name, _, number = cursor.rpartition("-")
        is_number = number.isascii() and number.isdecimal()
        if name != kind.__name__ or not is_number or int(number) > len(self._all(kind)):
            raise ConfigError(f"need the cursor that a page of this history gave, was {cursor!r}")
        return int(number)
