"""Which real candles serve a horizon: a file's, a source's, or what is kept of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from bot.domain import DataSource, KeptCandles, KeptStretch
from bot.domain.errors import ExchangeError, MarketDataError
from bot.portfolio.playbook import (
    FetchedHorizons,
    FileHorizons,
    InventedHorizons,
    KeptHorizons,
    shown_until,
)
from tests.support.candles import even_candles


@dataclass
class Kept:
    """The kept candles of each timeframe, and which timeframes were looked at."""

    frames: dict[str, pd.DataFrame]
    looked_at: list[str] = field(default_factory=list)

    def __call__(self, timeframe):
        self.looked_at.append(timeframe)
        frame = self.frames.get(timeframe)
        return KeptFrames(() if frame is None else (frame,))


@dataclass
class KeptFrames:
    frames: tuple[pd.DataFrame, ...]

    def load(self):
        return KeptCandles(
            stretches=tuple(
                KeptStretch(
                    start=frame.index[0].to_pydatetime(),
                    end=frame.index[-1].to_pydatetime() + timedelta(minutes=1),
                    candles=frame,
                )
                for frame in self.frames
            )
        )


class Silent:
    """A source that does not answer."""

    def fetch_ohlcv(self, symbol, timeframe, limit):
        raise ExchangeError("no answer")


def minutes(count):
    frame = even_candles(count, step="1min")
    frame.attrs = {"warnings": []}
    return frame


def test_a_file_of_quarter_hours_makes_hours_and_no_minutes():
    quarters = even_candles(240, step="15min")
    horizons = FileHorizons(source=DataSource.CSV, read=lambda: quarters)
    assert horizons("15m", 100).source == "csv file"
    assert (horizons("1h", 100).source, len(horizons("1h", 100).candles)) == (
        "csv file, made of 15m",
        60,
    )
    with pytest.raises(MarketDataError, match="no candles of 1m: those of the file are 15m"):
        horizons("1m", 100)


def test_the_longest_kept_candles_that_divide_the_horizon_serve_first():
    kept = Kept({"1m": minutes(300)})
    hours = KeptHorizons(name="binance", store=kept).newest("15m", 100)
    assert kept.looked_at == ["15m", "5m", "3m", "1m"]
    assert hours is not None
    assert (hours.source, len(hours.candles)) == ("kept candles of binance, made of 1m", 20)
    assert KeptHorizons(name="binance", store=Kept({})).newest("15m", 100) is None


def test_a_silent_source_is_served_by_what_is_kept_of_it_or_says_why():
    fetched = FetchedHorizons(
        symbol="BTC/USDT",
        client=lambda timeframe: Silent(),
        kept=KeptHorizons(name="binance", store=Kept({"1m": minutes(150)})),
    )
    assert fetched("1m", 100).source == "kept candles of binance"
    with pytest.raises(ExchangeError, match="no answer"):
        FetchedHorizons(
            symbol="BTC/USDT",
            client=lambda timeframe: Silent(),
            kept=KeptHorizons(name="binance", store=Kept({})),
        )("1m", 100)


def test_invented_candles_never_stand_for_real_ones():
    invented = InventedHorizons(symbol="BTC/USDT", kept=KeptHorizons(name="x", store=Kept({})))
    with pytest.raises(MarketDataError, match="DATA_SOURCE=synthetic invents its own"):
        invented("1h", 100)


def test_a_replay_has_shown_the_candles_until_the_last_one_done():
    frame = even_candles(10)
    assert len(shown_until(frame, frame.index[3].to_pydatetime())) == 4
    for last in (None, datetime(2000, 1, 1, tzinfo=UTC)):
        with pytest.raises(MarketDataError, match="the replay has not shown one"):
            shown_until(frame, last)
