"""What MarketDataClient promises, held by every source alike."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from bot.domain import CandleStore, MarketDataClient
from bot.domain.errors import ConfigError, MarketDataError
from bot.exchange import ExchangeClient
from bot.market_data import (
    CsvMarketDataClient,
    KeepingMarketDataClient,
    ReplayMarketDataClient,
    SyntheticMarketDataClient,
    YFinanceMarketDataClient,
)
from bot.state.candles import ParquetCandleStore
from tests.support.candles import assert_checked, even_candles
from tests.support.processes.binance_server import INTERVALS, BinanceServer, even_klines

SYMBOL = "BTC/EUR"
START = datetime(2024, 1, 1, tzinfo=UTC)
START_MS = 1_704_067_200_000


def synthetic(folder: Path, stack: ExitStack) -> MarketDataClient:
    return SyntheticMarketDataClient(symbol=SYMBOL, timeframe="1h")


def csv(folder: Path, stack: ExitStack) -> MarketDataClient:
    even_candles(300).to_csv(folder / "candles.csv")
    return CsvMarketDataClient(folder / "candles.csv", timeframe="1h")


def replay(folder: Path, stack: ExitStack) -> MarketDataClient:
    done = START + timedelta(hours=249)
    return ReplayMarketDataClient(even_candles(300), timeframe="1h", last_candle_time=done)


def yahoo(folder: Path, stack: ExitStack) -> MarketDataClient:
    now = START + timedelta(hours=299, minutes=30)
    return YFinanceMarketDataClient(download=lambda _: even_candles(300), now=lambda: now)


def kept(folder: Path, stack: ExitStack) -> MarketDataClient:
    def open_store(symbol: str, timeframe: str) -> CandleStore:
        return ParquetCandleStore(folder, "yahoo", symbol, timeframe)

    return KeepingMarketDataClient(yahoo(folder, stack), open_store)


def kept_before(folder: Path, stack: ExitStack) -> MarketDataClient:
    kept(folder, stack).fetch_ohlcv(SYMBOL, "1h", 250)
    return kept(folder, stack)


def exchange(folder: Path, stack: ExitStack) -> MarketDataClient:
    server = stack.enter_context(BinanceServer(now=START_MS + 299 * INTERVALS["1h"] + 1))
    server.markets[0]["symbol"], server.markets[0]["quoteAsset"] = "BTCEUR", "EUR"
    server.klines["BTCEUR", "1h"] = even_klines(START_MS, 300)
    client = ExchangeClient(base_url=server.url, monotonic=lambda: 0.0)
    stack.callback(client.close)
    return client


SOURCES = [synthetic, csv, replay, yahoo, kept, kept_before, exchange]


@pytest.fixture(params=SOURCES, ids=lambda make: make.__name__)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MarketDataClient]:
    make: Callable[[Path, ExitStack], MarketDataClient] = request.param
    with ExitStack() as stack:
        client = make(tmp_path, stack)
        client.advance()
        yield client


def test_a_fetch_is_a_checked_frame_of_the_newest_candles(source: MarketDataClient) -> None:
    many = source.fetch_ohlcv(SYMBOL, "1h", 200)
    few = source.fetch_ohlcv(SYMBOL, "1h", 20)
    for candles, count in ((many, 200), (few, 20)):
        assert_checked(candles)
        assert len(candles) == count
    pd.testing.assert_frame_equal(few, many.iloc[-20:], check_freq=False)


def test_fewer_candles_come_only_where_no_more_exist(source: MarketDataClient) -> None:
    everything = source.fetch_ohlcv(SYMBOL, "1h", 100_000)
    assert 200 < len(everything) < 100_000
    assert everything.index[0] in (START, datetime(2025, 1, 1, tzinfo=UTC))


def test_every_candle_has_closed_by_the_sources_own_clock(source: MarketDataClient) -> None:
    newest = source.fetch_ohlcv(SYMBOL, "1h", 1).index[-1]
    now = source.now()
    assert now.utcoffset() == timedelta(0)
    assert timedelta(0) <= now - (newest + timedelta(hours=1)) < timedelta(hours=1)


def test_a_cycle_never_turns_the_clock_back_nor_changes_a_past_candle(
    source: MarketDataClient,
) -> None:
    before, then = source.fetch_ohlcv(SYMBOL, "1h", 50), source.now()
    source.advance()
    after = source.fetch_ohlcv(SYMBOL, "1h", 60)
    assert source.now() >= then
    assert after.index[-1] - before.index[-1] in (timedelta(0), timedelta(hours=1))
    pd.testing.assert_frame_equal(after.loc[before.index], before, check_freq=False)


def test_what_a_reader_does_to_a_frame_does_not_reach_the_next_fetch(
    source: MarketDataClient,
) -> None:
    first = source.fetch_ohlcv(SYMBOL, "1h", 5)
    kept = first.copy()
    first.loc[:, "close"] = 0.0
    first.attrs["warnings"].append("mine")
    second = source.fetch_ohlcv(SYMBOL, "1h", 5)
    pd.testing.assert_frame_equal(second, kept, check_freq=False)
    assert "mine" not in second.attrs["warnings"]


@pytest.mark.parametrize("timeframe", ["7h", "soon"])
def test_a_timeframe_that_the_source_does_not_have_is_refused(
    source: MarketDataClient, timeframe: str
) -> None:
    with pytest.raises((MarketDataError, ConfigError), match=timeframe):
        source.fetch_ohlcv(SYMBOL, timeframe, 5)
