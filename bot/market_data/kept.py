"""A source whose candles are kept, so that only what is new is asked for."""

from collections.abc import Callable
from datetime import datetime

import pandas as pd

from bot.candles import clean_candles, without_gap_sentences
from bot.domain import (
    CandleStore,
    KeptCandles,
    KeptStretch,
    guess_asset_type,
    timeframe_delta,
)
from bot.domain.errors import StateError
from bot.domain.ports import MarketDataClient
from bot.market_data.stretches import (
    has_same_prices,
    holds_enough,
    joined_stretches,
    marked_as_whole_history,
    newest_to_fetch,
    overlapping_stretch,
)

OpenStore = Callable[[str, str], CandleStore]


class KeepingMarketDataClient:
    """Another source's candles, of which those that were fetched once are kept.

    The newest are fetched at every call, some of those that are kept among them: where a price of
    these differs (a dividend adjusted them anew), all are fetched again, and that is told. What
    cannot be kept is told too, and hinders nothing.
    """

    def __init__(
        self, client: MarketDataClient, open_store: OpenStore, *, never_closes: bool = False
    ) -> None:
        """`open_store` opens what is kept of a symbol and timeframe of this source.

        `never_closes` says that all it trades trades round the clock, as on an exchange of coins;
        otherwise a symbol's spelling says whether it does.
        """
        self._client = client
        self._open_store = open_store
        self._never_closes = never_closes
        self._seen: dict[tuple[str, str], KeptCandles] = {}

    def now(self) -> datetime:
        """The source's clock."""
        return self._client.now()

    def advance(self) -> None:
        """See the source."""
        self._client.advance()

    def fetch_ohlcv(self, symbol: str, timeframe: str, limit: int) -> pd.DataFrame:
        """The newest `limit` closed candles; see MarketDataClient. Errors are the source's."""
        notes: list[str] = []
        stretch = self._with_newest(symbol, timeframe, limit, notes)
        candles = stretch.candles.iloc[-limit:]
        candles.attrs = {"warnings": [*notes, *stretch.candles.attrs["warnings"]]}
        never_closes = self._never_closes or guess_asset_type(symbol).never_closes
        return clean_candles(candles, timeframe=timeframe, never_closes=never_closes)

    def _with_newest(
        self, symbol: str, timeframe: str, limit: int, notes: list[str]
    ) -> KeptStretch:
        store = self._open_store(symbol, timeframe)
        kept = self._kept(store, (symbol, timeframe), notes)
        wanted = newest_to_fetch(kept, limit, timeframe_delta(timeframe), self._client.now())
        fresh = self._fetch(symbol, timeframe, wanted)
        base = overlapping_stretch(kept, fresh)
        if base is not None and not has_same_prices(base, fresh):
            notes.append(
                f"kept candles of {symbol} differ from what the source says now:"
                " all were fetched anew"
            )
            _try(store.forget, notes)
            kept, base = KeptCandles(), None
        if wanted < limit and not holds_enough(base, fresh, limit):
            wanted, fresh = limit, self._fetch(symbol, timeframe, limit)
            base = overlapping_stretch(kept, fresh)
        if len(fresh.candles) < limit == wanted:
            fresh = marked_as_whole_history(fresh, kept)
        whole = fresh if base is None else joined_stretches(base, fresh)
        if base is None or (whole.start, whole.end) != (base.start, base.end):
            _try(lambda: store.keep(fresh), notes)
        others = (stretch for stretch in kept.stretches if stretch.end < whole.start)
        self._seen[symbol, timeframe] = KeptCandles(stretches=(*others, whole))
        return whole

    def _kept(self, store: CandleStore, key: tuple[str, str], notes: list[str]) -> KeptCandles:
        """What is kept; read once, since this process knows what it added."""
        if key not in self._seen:
            loaded: list[KeptCandles] = []
            _try(lambda: loaded.append(store.load()), notes)
            kept = loaded[0] if loaded else KeptCandles()
            notes += kept.problems
            self._seen[key] = kept
        return self._seen[key]

    def _fetch(self, symbol: str, timeframe: str, wanted: int) -> KeptStretch:
        candles = self._client.fetch_ohlcv(symbol, timeframe, wanted)
        return KeptStretch(
            start=candles.index[0].to_pydatetime(),
            end=candles.index[-1].to_pydatetime() + timeframe_delta(timeframe),
            candles=without_gap_sentences(candles, timeframe),
        )


def _try(action: Callable[[], None], notes: list[str]) -> None:
    """Keeping is a convenience: where the volume fails, it is told and the candles still serve."""
    try:
        action()
    except StateError as error:
        notes.append(f"candles are fetched anew and not kept: {error}")
