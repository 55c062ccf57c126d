"""What the parity report reads and what it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain import BotState, CandleRecord, JournalLine, SignalEvent, Trade
from bot.parity.cause import Cause
from bot.parity.explainer import Difference
from bot.parity.marks import Mark


@dataclass(frozen=True, kw_only=True)
class RecordedRun:
    """A symbol's record. Each stream is read once, oldest first.

    `telling` are the signals that carry their config; more of them do no harm. `orders` are the
    symbol's lines in the journal, none of a bot on paper.
    """

    state: BotState
    candles: Iterable[CandleRecord]
    signals: Iterable[SignalEvent]
    telling: Iterable[SignalEvent]
    trades: Iterable[Trade]
    orders: Iterable[JournalLine] = ()


@dataclass(frozen=True, kw_only=True)
class ParityReport:
    """The comparison. `differences` lists the first thousand of `count`; `by_cause` counts all,
    each trade under its first reason. `bot_trades` and `backtest_trades` count an open position.

    `taken_as_recorded` decisions could not be made anew, as the bot knew older candles than it
    recorded; `marks` are the first few things in the record that can explain a difference, and
    `counts` how many there are of each.
    """

    symbol: str
    timeframe: str
    mode: str
    first: datetime
    last: datetime
    candles: int
    decisions: int
    taken_as_recorded: int
    bot_trades: int
    backtest_trades: int
    configs: int
    differences: tuple[Difference, ...]
    count: int
    by_cause: dict[Cause, int]
    counts: dict[Cause, int]
    marks: dict[Cause, tuple[Mark, ...]]

    @property
    def total(self) -> int:
        """Trades that differ, decisions that differ, and candles that were changed afterwards."""
        return self.count + self.counts[Cause.DECISION] + self.counts[Cause.CHANGED_CANDLE]
