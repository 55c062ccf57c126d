"""Replaying a file as if it were live."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from bot.domain.errors import DataError, EndOfReplay, MarketDataError
from bot.market_data import ReplayMarketDataClient
from tests.support.candles import even_candles

START = datetime(2024, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_each_cycle_shows_one_more_candle_and_the_clock_stands_at_its_close() -> None:
    replay = ReplayMarketDataClient(even_candles(3), timeframe="1h")
    assert replay.now() == START
    with pytest.raises(MarketDataError, match="advance it first"):
        replay.fetch_ohlcv("BTC/USDT", "1h", 10)
    for shown in (1, 2, 3):
        replay.advance()
        assert replay.now() == START + shown * HOUR
        pd.testing.assert_frame_equal(
            replay.fetch_ohlcv("BTC/USDT", "1h", 10), even_candles(3).iloc[:shown]
        )
    with pytest.raises(EndOfReplay, match="all 3 candles up to 2024-01-01T02:00:00"):
        replay.advance()
    assert replay.now() == START + 3 * HOUR


def test_the_newest_candles_are_shown_oldest_first() -> None:
    replay = ReplayMarketDataClient(
        even_candles(9), timeframe="1h", last_candle_time=START + 6 * HOUR
    )
    assert replay.fetch_ohlcv("BTC/USDT", "1h", 2)["close"].tolist() == [105.5, 106.5]


@pytest.mark.parametrize("done", [0, 4, 8])
def test_a_restart_continues_with_the_candle_after_the_last_one_processed(done: int) -> None:
    replay = ReplayMarketDataClient(
        even_candles(9), timeframe="1h", last_candle_time=START + done * HOUR
    )
    assert len(replay) == 8 - done
    assert replay.now() == START + (done + 1) * HOUR
    if done == 8:
        with pytest.raises(EndOfReplay):
            replay.advance()
    else:
        replay.advance()
        newest = replay.fetch_ohlcv("BTC/USDT", "1h", 1).index[-1]
        assert newest == START + (done + 1) * HOUR


def test_gaps_are_replayed_as_gaps() -> None:
    frame = even_candles(9).drop(index=even_candles(9).index[[1, 2]])
    replay = ReplayMarketDataClient(frame, timeframe="1h", last_candle_time=START)
    replay.advance()
    assert replay.now() == START + 4 * HOUR


def test_a_replay_of_nothing_or_of_another_timeframe_is_refused() -> None:
    with pytest.raises(DataError, match="there are no rows"):
        ReplayMarketDataClient(even_candles(0), timeframe="1h")
    with pytest.raises(MarketDataError, match="need candles 4h apart"):
        ReplayMarketDataClient(even_candles(9), timeframe="4h")
    replay = ReplayMarketDataClient(even_candles(9), timeframe="1h", last_candle_time=START)
    with pytest.raises(MarketDataError, match="need the replay's timeframe 1h, was 1d"):
        replay.fetch_ohlcv("BTC/USDT", "1d", 5)
