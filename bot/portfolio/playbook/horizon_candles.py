"""Where the real candles of a horizon come from, and what serves where a source has none."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from bot.candles import infer_timeframe, resampled
from bot.domain import CandleStore, DataSource, MarketDataClient, timeframe_delta
from bot.domain.errors import DataError, MarketDataError, TradingLabError
from bot.macro import BASELINE_EVENTS
from bot.optimizer import Conditions

_KEPT_TIMEFRAMES = ("1h", "30m", "15m", "5m", "3m", "1m")


@dataclass(frozen=True, kw_only=True)
class HorizonCandles:
    """A checked candles frame, and in words where it comes from."""

    candles: pd.DataFrame
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHorizons:
    """The candles of a file, also made of finer ones where that is exact."""

    source: DataSource
    read: Callable[[], pd.DataFrame]

    def __call__(self, timeframe: str, wanted: int) -> HorizonCandles:
        """The newest `wanted`, or as many as there are.

        MarketDataError where the file's candles are longer; raises what `read` raises.
        """
        frame = self.read()
        own = infer_timeframe(frame)
        if timeframe_delta(own) > timeframe_delta(timeframe):
            raise MarketDataError(
                f"no candles of {timeframe}: those of the file are {own}, and finer ones cannot be "
                "made of them"
            )
        parts = wanted * (timeframe_delta(timeframe) // timeframe_delta(own) + 1)
        return HorizonCandles(
            candles=resampled(frame.iloc[-parts:], own, timeframe).iloc[-wanted:],
            source=f"{self.source} file{_made_of(own, timeframe)}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptHorizons:
    """What is kept of a source's candles; `store` gives the kept ones of a timeframe."""

    name: str
    store: Callable[[str], CandleStore]

    def newest(self, timeframe: str, wanted: int) -> HorizonCandles | None:
        """The newest of the timeframe, or made of finer ones; None where none are kept."""
        length = timeframe_delta(timeframe)
        for kept in _KEPT_TIMEFRAMES:
            if timeframe_delta(kept) > length or length % timeframe_delta(kept):
                continue
            frame = self._newest_made_of(kept, timeframe, wanted)
            if frame is not None:
                source = f"kept candles of {self.name}{_made_of(kept, timeframe)}"
                return HorizonCandles(candles=frame, source=source)
        return None

    def _newest_made_of(self, kept: str, timeframe: str, wanted: int) -> pd.DataFrame | None:
        parts = wanted * (timeframe_delta(timeframe) // timeframe_delta(kept))
        for stretch in reversed(self.store(kept).load().stretches):
            if len(stretch.candles) == 0:
                continue
            try:
                return resampled(stretch.candles.iloc[-parts:], kept, timeframe)
            except DataError:
                continue
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedHorizons:
    """The candles that a source answers with, else those kept of it.

    `client` gives the source of a timeframe.
    """

    symbol: str
    client: Callable[[str], MarketDataClient]
    kept: KeptHorizons

    def __call__(self, timeframe: str, wanted: int) -> HorizonCandles:
        """The newest `wanted`, or as many as there are; the source's error where none are kept."""
        try:
            frame = self.client(timeframe).fetch_ohlcv(self.symbol, timeframe, wanted)
        except TradingLabError:
            kept = self.kept.newest(timeframe, wanted)
            if kept is None:
                raise
            return kept
        return HorizonCandles(candles=frame, source=self.kept.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedHorizons:
    """A source that invents its candles has no real ones but those kept of another."""

    symbol: str
    kept: KeptHorizons

    def __call__(self, timeframe: str, wanted: int) -> HorizonCandles:
        """The newest kept ones; MarketDataError where there are none."""
        kept = self.kept.newest(timeframe, wanted)
        if kept is None:
            raise MarketDataError(
                f"no real candles of {timeframe}: DATA_SOURCE=synthetic invents its own, and none "
                f"of {self.symbol} are kept in DATA_DIR/candles"
            )
        return kept


def shown_until(frame: pd.DataFrame, last: datetime | None) -> pd.DataFrame:
    """The candles of a replay that open until `last`; MarketDataError where none was shown yet."""
    shown = frame.iloc[:0] if last is None else frame[frame.index <= last]
    if not len(shown):
        raise MarketDataError("no candles yet: the replay has not shown one")
    return shown


def real_conditions(conditions: Conditions) -> Conditions:
    """Without the invented events, and without those of no date, which no past candle can know."""
    events = tuple(event for event in conditions.events if event not in BASELINE_EVENTS)
    return replace(conditions, events=events, count_undated=False)


def _made_of(own: str, timeframe: str) -> str:
    return "" if own == timeframe else f", made of {own}"
