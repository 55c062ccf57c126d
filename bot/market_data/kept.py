"""A source whose candles are kept, so that only what is new is asked for."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from bot.candles import PRICES, clean_candles, without_gap_sentences
from bot.domain import BEGINNING, CandleStore, KeptCandles, KeptStretch, timeframe_delta
from bot.domain.errors import StateError
from bot.domain.ports import MarketDataClient

_OVERLAP = 3
# Yahoo's adjusted prices wobble in their last digits; a dividend moves them far more.
_SAME_PRICE = 1e-6

OpenStore = Callable[[str, str], CandleStore]


class KeepingMarketDataClient:
    """Another source's candles, of which those that were fetched once are kept.

    The newest are fetched at every call, some of those that are kept among them: where a price of
    these differs (a dividend adjusted them anew), all are fetched again, and that is told. What
    cannot be kept is told too, and hinders nothing.
    """

    def __init__(self, client: MarketDataClient, open_store: OpenStore) -> None:
        """`open_store` opens what is kept of a symbol and timeframe of this source."""
        self._client = client
        self._open_store = open_store
        self._known: dict[tuple[str, str], KeptCandles] = {}

    def now(self) -> datetime:
        """The source's clock."""
        return self._client.now()

    def advance(self) -> None:
        """See the source."""
        self._client.advance()

    def fetch_ohlcv(self, symbol: str, timeframe: str, limit: int) -> pd.DataFrame:
        """The newest `limit` closed candles; see MarketDataClient. Errors are the source's."""
        told: list[str] = []
        stretch = self._with_newest(symbol, timeframe, limit, told)
        candles = stretch.candles.iloc[-limit:]
        candles.attrs = {"warnings": [*told, *stretch.candles.attrs["warnings"]]}
        return clean_candles(candles, timeframe=timeframe)

    def _with_newest(self, symbol: str, timeframe: str, limit: int, told: list[str]) -> KeptStretch:
        store = self._open_store(symbol, timeframe)
        kept = self._kept(store, (symbol, timeframe), told)
        wanted = _wanted(kept, limit, timeframe_delta(timeframe), self._client.now())
        fresh = self._fetch(symbol, timeframe, wanted)
        base = _shared(kept, fresh)
        if base is not None and not _agree(base, fresh):
            told.append(
                f"kept candles of {symbol} differ from what the source says now:"
                " all were fetched anew"
            )
            _try(store.forget, told)
            kept, base = KeptCandles(), None
        if wanted < limit and not _reaches(base, fresh, limit):
            wanted, fresh = limit, self._fetch(symbol, timeframe, limit)
            base = _shared(kept, fresh)
        if len(fresh.candles) < limit == wanted:
            fresh = _from_the_beginning(fresh, kept)
        whole = fresh if base is None else _joined(base, fresh)
        if base is None or (whole.start, whole.end) != (base.start, base.end):
            _try(lambda: store.keep(fresh), told)
        others = (one for one in kept.stretches if one.end < whole.start)
        self._known[symbol, timeframe] = KeptCandles(stretches=(*others, whole))
        return whole

    def _kept(self, store: CandleStore, key: tuple[str, str], told: list[str]) -> KeptCandles:
        """What is kept; read once, since this process knows what it added."""
        if key not in self._known:
            found: list[KeptCandles] = []
            _try(lambda: found.append(store.load()), told)
            kept = found[0] if found else KeptCandles()
            told += kept.problems
            self._known[key] = kept
        return self._known[key]

    def _fetch(self, symbol: str, timeframe: str, wanted: int) -> KeptStretch:
        candles = self._client.fetch_ohlcv(symbol, timeframe, wanted)
        return KeptStretch(
            start=candles.index[0].to_pydatetime(),
            end=candles.index[-1].to_pydatetime() + timeframe_delta(timeframe),
            candles=without_gap_sentences(candles, timeframe),
        )


def _wanted(kept: KeptCandles, limit: int, length: timedelta, now: datetime) -> int:
    """How many of the newest candles, with those that are kept, make `limit`; at most that."""
    for stretch in reversed(kept.stretches):
        missing = max(0, math.ceil((now - stretch.end) / length)) + _OVERLAP
        enough = stretch.start == BEGINNING or len(stretch.candles) + missing >= limit + _OVERLAP
        if len(stretch.candles) and missing < limit and enough:
            return missing
    return limit


def _shared(kept: KeptCandles, fresh: KeptStretch) -> KeptStretch | None:
    """The kept stretch that has candles in common with the fresh one."""
    for stretch in reversed(kept.stretches):
        if stretch.candles.index.isin(fresh.candles.index).any():
            return stretch
    return None


def _reaches(base: KeptStretch | None, fresh: KeptStretch, limit: int) -> bool:
    """Do both together hold `limit` candles, or all there are?"""
    if base is None:
        return False
    return base.start == BEGINNING or len(_joined(base, fresh).candles) >= limit


def _agree(base: KeptStretch, fresh: KeptStretch) -> bool:
    """Are the prices of the candles that both have the same?"""
    common = base.candles.index.intersection(fresh.candles.index)
    ours, theirs = (one.candles.loc[common, list(PRICES)].to_numpy() for one in (base, fresh))
    return bool(np.allclose(ours, theirs, rtol=_SAME_PRICE, atol=0))


def _from_the_beginning(fresh: KeptStretch, kept: KeptCandles) -> KeptStretch:
    """Fewer candles than asked for are all that the source has, unless older ones are kept."""
    older = any(stretch.start < fresh.start for stretch in kept.stretches)
    return fresh if older else replace(fresh, start=BEGINNING)


def _joined(base: KeptStretch, fresh: KeptStretch) -> KeptStretch:
    """Both, whose times overlap; the fresh candles count where both have some."""
    times = base.candles.index
    older = base.candles[times < fresh.candles.index[0]]
    newer = base.candles[times > fresh.candles.index[-1]]
    candles = pd.concat([part for part in (older, fresh.candles, newer) if len(part)])
    told = [*base.candles.attrs["warnings"], *fresh.candles.attrs["warnings"]]
    candles.attrs = {"warnings": list(dict.fromkeys(told))}
    return KeptStretch(
        start=min(base.start, fresh.start), end=max(base.end, fresh.end), candles=candles
    )


def _try(action: Callable[[], None], told: list[str]) -> None:
    """Keeping is a convenience: where the volume fails, it is told and the candles still serve."""
    try:
        action()
    except StateError as error:
        told.append(f"candles are fetched anew and not kept: {error}")
