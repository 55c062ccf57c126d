"""A source that symbols share, which tells its time once for all of them."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain import MarketDataClient, Round

if TYPE_CHECKING:
    import pandas as pd


class SharedSource:
    """The MarketDataClient of one symbol over one that the others of a round use as well.

    The first symbol of a round has the source measure its time; where that fails, or the time
    `is_in_doubt` since, the next one does. `now()` goes on from it meanwhile.
    """

    def __init__(
        self,
        client: MarketDataClient,
        symbol: str,
        of_all: Round,
        is_in_doubt: Callable[[], bool] = lambda: False,
    ) -> None:
        self._client = client
        self._symbol = symbol
        self._round = of_all
        self._is_in_doubt = is_in_doubt

    def now(self) -> datetime:
        """The source's time."""
        return self._client.now()

    def advance(self) -> None:
        """Begin the symbol's cycle."""
        is_over = self._round.is_over(self._symbol)
        if is_over or self._is_in_doubt():
            self._client.advance()
        if is_over:
            self._round.begin()
        self._round.enter(self._symbol)

    def fetch_ohlcv(self, symbol: str, timeframe: str, limit: int) -> "pd.DataFrame":
        """The newest closed candles."""
        return self._client.fetch_ohlcv(symbol, timeframe, limit)
