"""The contracts that adapters fill; `bot.wiring` chooses which."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pandas as pd

    from bot.domain.records import (
        BotState,
        CandleRecord,
        CycleRecord,
        EquityPoint,
        SignalEvent,
        Trade,
    )


class Clock(Protocol):
    """The trading clock: what time it is for deciding whether a candle has closed."""

    def now(self) -> datetime:
        """The present moment, aware UTC; never runs backwards between two cycles."""
        ...


class MarketDataClient(Clock, Protocol):
    """A source of candles together with the clock that they live by.

    A *candles* frame has an ascending, unique, aware-UTC DatetimeIndex named "timestamp" of open
    times and the float64 columns open, high, low, close, volume; every row is a closed candle with
    finite positive prices and high and low enclosing open and close. `frame.attrs["warnings"]` is a
    list of sentences about what was repaired, dropped or missing. docs/guides/candles.md holds the
    policy behind them.
    """

    def advance(self) -> None:
        """Begin a cycle: called once before the cycle's first fetch.

        A source with a clock of its own moves it to the close of the next candle; EndOfReplay
        where there is none. An exchange measures its time anew (ExchangeError where it cannot be
        reached); a file is looked at again. `now()` holds the result until the next cycle, or
        runs on from it.
        """
        ...

    def fetch_ohlcv(self, symbol: str, timeframe: str, limit: int) -> "pd.DataFrame":
        """The newest `limit` closed candles, oldest first; fewer only where no more exist.

        Raises MarketDataError where there is none (an empty answer is an error), ExchangeError
        where the source cannot be reached.
        """
        ...


class StateStore(Protocol):
    """The state of one symbol, kept whole through any crash.

    Readers may run in other processes at any time and never see a torn record. Reading the last N
    lines, and appending, cost the same however long the history is.
    """

    def commit(self, record: "CycleRecord") -> None:
        """Keep a cycle: once this returns, all of it survives a kill; before, all or nothing.

        Raises StateError where it cannot be written; then nothing of it is visible after reopening.
        """
        ...

    def load_state(self) -> "BotState | None":
        """The last committed state; None where there is none yet."""
        ...

    def signals(self, limit: int) -> "list[SignalEvent]":
        """The newest `limit` decisions, newest first."""
        ...

    def equity(self, limit: int) -> "list[EquityPoint]":
        """The newest `limit` equity points, newest first."""
        ...

    def trades(self, limit: int) -> "list[Trade]":
        """The newest `limit` trades, newest first."""
        ...

    def candles(self, limit: int) -> "list[CandleRecord]":
        """The newest `limit` candles that were decided on, newest first."""
        ...
