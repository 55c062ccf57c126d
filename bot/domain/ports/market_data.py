"""Where candles come from, and the clock that they live by."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pandas as pd


class Clock(Protocol):
    """The trading clock: what time it is for deciding whether a candle has closed."""

    def now(self) -> datetime:
        """The present moment, aware UTC; never runs backwards between two cycles."""
        ...


class MarketDataClient(Clock, Protocol):
    """A source of candles together with the clock that they live by.

    A *candles* frame has an ascending, unique, aware-UTC DatetimeIndex named "timestamp" of open
    times and the float64 columns open, high, low, close, volume; every row is a closed candle with
    finite positive prices, high and low enclosing open and close, and a volume of at least 0, NaN
    where the source has none. `frame.attrs["warnings"]` is a
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
