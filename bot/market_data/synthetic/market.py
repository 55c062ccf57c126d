"""A made-up market with its own clock: one new candle a cycle."""

from datetime import UTC, datetime

import pandas as pd

from bot.candles import COLUMNS
from bot.domain import timeframe_delta
from bot.domain.errors import MarketDataError
from bot.market_data.synthetic.path import SyntheticPath

FIRST_CANDLE = datetime(2025, 1, 1, tzinfo=UTC)
LAST_CANDLE = datetime(2199, 1, 1, tzinfo=UTC)  # what follows is no market's time
FIRST_HISTORY = 3000


class SyntheticMarketDataClient:
    """Invented candles of one symbol; candle 0 opens at FIRST_CANDLE.

    Prices depend on seed, symbol and candle number only. The clock stands at the close of the
    newest candle; `advance` moves it by one candle, so two clients with the same arguments and as
    many advances are alike, and a restart with `last_candle_time` continues.
    """

    def __init__(
        self,
        *,
        symbol: str,
        timeframe: str,
        seed: int = 0,
        last_candle_time: datetime | None = None,
        history: int = FIRST_HISTORY,
    ) -> None:
        """`history` candles (at least 1) are closed at first; `last_candle_time` is the open time
        of the last candle that was processed, and the next `advance` shows the one after it.

        Raises MarketDataError where that is no open time of this market, and where its candles
        end after LAST_CANDLE.
        """
        self._symbol = symbol
        self._timeframe = timeframe
        self._length = timeframe_delta(timeframe)
        self._path = SyntheticPath(seed, symbol)
        self._newest = max(history, 1) - 1
        if last_candle_time is not None:
            self._newest = self._number_of(last_candle_time)
        self._refuse_after_the_last(self._newest)

    def now(self) -> datetime:
        """The close of the newest candle."""
        return FIRST_CANDLE + self._length * (self._newest + 1)

    def advance(self) -> None:
        """Close one more candle; MarketDataError after LAST_CANDLE."""
        self._refuse_after_the_last(self._newest + 1)
        self._newest += 1

    def fetch_ohlcv(self, symbol: str, timeframe: str, limit: int) -> pd.DataFrame:
        """The newest `limit` candles; see MarketDataClient."""
        if (symbol, timeframe) != (self._symbol, self._timeframe):
            raise MarketDataError(
                f"need {self._symbol} in {self._timeframe}, which this synthetic market makes,"
                f" was {symbol} in {timeframe}"
            )
        first = max(0, self._newest + 1 - limit)
        rows = self._path.rows(first, self._newest + 1)
        index = pd.date_range(
            FIRST_CANDLE + self._length * first, periods=len(rows), freq=self._length, unit="us"
        )
        candles = pd.DataFrame(rows, columns=list(COLUMNS), index=index.rename("timestamp"))
        candles.attrs["warnings"] = []
        return candles

    def _refuse_after_the_last(self, number: int) -> None:
        if number > (LAST_CANDLE - FIRST_CANDLE) // self._length:
            raise MarketDataError(
                f"need synthetic {self._timeframe} candles up to {LAST_CANDLE:%Y},"
                f" was candle {number}: set a shorter TIMEFRAME or another DATA_DIR"
            )

    def _number_of(self, open_time: datetime) -> int:
        number, rest = divmod(open_time - FIRST_CANDLE, self._length)
        if number < 0 or rest:
            raise MarketDataError(
                f"need a synthetic {self._timeframe} candle to go on from,"
                f" was {open_time.isoformat()}: this state belongs to another data source,"
                " so give the synthetic one a DATA_DIR of its own"
            )
        return number
