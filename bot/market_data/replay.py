"""Past candles, one a cycle, as if they were live."""

from datetime import datetime

import pandas as pd

from bot.candles import clean_candles, refuse_other_timeframe
from bot.domain import timeframe_delta
from bot.domain.errors import EndOfReplay, MarketDataError


class ReplayMarketDataClient:
    """Shows the candles of a frame one by one; its clock stands at the close of the newest shown.

    Before the first `advance` nothing is shown, or what was processed up to `last_candle_time`.
    """

    def __init__(
        self, frame: pd.DataFrame, *, timeframe: str, last_candle_time: datetime | None = None
    ) -> None:
        """`frame` is cleaned once; `last_candle_time` is the open time of the last candle done.

        Raises DataError for an unusable frame, MarketDataError where it has another timeframe.
        """
        self._candles = clean_candles(frame, timeframe=timeframe)
        refuse_other_timeframe(self._candles, timeframe, "the replay")
        self._timeframe = timeframe
        self._length = timeframe_delta(timeframe)
        self._shown = 0
        if last_candle_time is not None:
            done = pd.Timestamp(last_candle_time)
            self._shown = int(self._candles.index.searchsorted(done, side="right"))

    def __len__(self) -> int:
        """How many candles are still to come."""
        return len(self._candles) - self._shown

    def now(self) -> datetime:
        """The close of the newest candle shown; the first one's open while none is."""
        if self._shown == 0:
            return self._open_time(0)
        return self._open_time(self._shown - 1) + self._length

    def advance(self) -> None:
        """Show one more candle; EndOfReplay where all were shown."""
        if self._shown == len(self._candles):
            raise EndOfReplay(
                f"the replay is complete: all {self._shown} candles up to"
                f" {self._open_time(self._shown - 1).isoformat()} were shown"
            )
        self._shown += 1

    def fetch_ohlcv(self, symbol: str, timeframe: str, limit: int) -> pd.DataFrame:
        """The newest `limit` candles shown so far, a view of one frame; see MarketDataClient."""
        if timeframe != self._timeframe:
            raise MarketDataError(
                f"need the replay's timeframe {self._timeframe}, was {timeframe} for {symbol}"
            )
        if self._shown == 0:
            raise MarketDataError("the replay has shown no candle yet: advance it first")
        return self._candles.iloc[max(0, self._shown - limit) : self._shown]

    def _open_time(self, number: int) -> datetime:
        moment: datetime = self._candles.index[number].to_pydatetime()
        return moment
