"""The invented market: repeatable, growing without change, and shaped like a real one."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from bot.domain.errors import MarketDataError
from bot.market_data import SyntheticMarketDataClient
from bot.market_data.synthetic.path import SyntheticPath, base_price
from tests.support.candles import assert_checked

START = datetime(2025, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def market(**changes) -> SyntheticMarketDataClient:  # type: ignore[no-untyped-def]
    return SyntheticMarketDataClient(**{"symbol": "BTC/USDT", "timeframe": "1h"} | changes)


def newest(client: SyntheticMarketDataClient, limit: int = 100_000) -> pd.DataFrame:
    return client.fetch_ohlcv("BTC/USDT", "1h", limit)


def test_the_first_run_finds_3000_closed_candles_from_the_start_of_2025() -> None:
    client = market()
    candles = newest(client)
    assert_checked(candles)
    assert len(candles) == 3000
    assert candles.index[0] == START
    assert client.now() == START + 3000 * HOUR
    assert candles.attrs["warnings"] == []
    assert len(newest(market(history=5000))) == 5000


def test_each_cycle_closes_one_more_candle_and_changes_none_before_it() -> None:
    client = market()
    before = newest(client)
    for cycle in range(1, 30):
        client.advance()
        after = newest(client)
        assert client.now() == START + (3000 + cycle) * HOUR
        assert len(after) == 3000 + cycle
        pd.testing.assert_frame_equal(after.iloc[:3000], before, check_freq=False)
    pd.testing.assert_frame_equal(newest(client, 7), after.iloc[-7:], check_freq=False)


def test_a_restart_continues_where_the_last_run_ended() -> None:
    running = market(seed=3)
    for _ in range(100):
        running.advance()
    restarted = market(seed=3, last_candle_time=newest(running).index[-1].to_pydatetime())
    assert restarted.now() == running.now()
    running.advance()
    restarted.advance()
    pd.testing.assert_frame_equal(newest(restarted), newest(running))


def test_growing_further_or_in_other_steps_never_changes_a_candle() -> None:
    at_once = SyntheticPath(5, "ETH/USDT").rows(0, 9000)
    stepwise = SyntheticPath(5, "ETH/USDT")
    for stop in (1, 1023, 1024, 1025, 4000, 9000):
        assert (stepwise.rows(0, stop) == at_once[:stop]).all()
    assert (stepwise.rows(4242, 4250) == at_once[4242:4250]).all()


def test_seed_and_symbol_choose_the_path_and_the_timeframe_does_not() -> None:
    paths = [SyntheticPath(seed, name) for seed in (0, 1, -1) for name in ("BTC/USDT", "NVDA")]
    closes = {tuple(path.rows(0, 50)[:, 3]) for path in paths}
    assert len(closes) == 6
    daily = market(timeframe="1d").fetch_ohlcv("BTC/USDT", "1d", 100)
    assert (daily.to_numpy() == newest(market(), 100).to_numpy()).all()


def test_another_market_or_a_foreign_candle_to_go_on_from_is_refused() -> None:
    with pytest.raises(MarketDataError, match="need BTC/USDT in 1h"):
        market().fetch_ohlcv("ETH/USDT", "1h", 5)
    for foreign in (START - HOUR, START + HOUR / 2):
        with pytest.raises(MarketDataError, match="belongs to another data source"):
            market(last_candle_time=foreign)


@pytest.mark.parametrize("symbol", ["BTC/USDT", "GC=F", "EURUSD=X", "A"])
def test_prices_stay_positive_and_near_their_base_over_50000_candles(symbol: str) -> None:
    rows = SyntheticPath(11, symbol).rows(0, 50_000)
    opens, highs, lows, closes, volumes = rows.T
    base = base_price(symbol)
    assert lows.min() > base / 30
    assert highs.max() < base * 30
    assert (highs >= np.maximum(opens, closes)).all()
    assert (lows <= np.minimum(opens, closes)).all()
    assert (volumes > 0).all()
    gaps = np.abs(opens[1:] / closes[:-1] - 1)
    assert np.median(gaps) < 0.001


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_returns_have_fat_tails_and_volatility_comes_in_clusters(seed: int) -> None:
    returns = np.diff(np.log(SyntheticPath(seed, "BTC/USDT").rows(0, 20_000)[:, 3]))
    spread = returns - returns.mean()
    assert (spread**4).mean() / spread.var() ** 2 > 5  # a normal distribution has 3
    assert 0.003 < returns.std() < 0.03
    size = np.abs(returns)
    for lag in (1, 10, 50):
        assert np.corrcoef(size[:-lag], size[lag:])[0, 1] > 0.03
    assert abs(np.corrcoef(returns[:-1], returns[1:])[0, 1]) < 0.05


def test_the_market_trends_now_and_then() -> None:
    closes = SyntheticPath(0, "BTC/USDT").rows(0, 20_000)[:, 3]
    hundred = np.abs(closes[100::100] / closes[:-100:100] - 1)
    assert (hundred > 0.1).mean() > 0.1


def test_a_market_that_would_run_into_no_time_at_all_is_refused():
    with pytest.raises(MarketDataError, match="need synthetic 9999w candles up to 2199"):
        SyntheticMarketDataClient(symbol="BTC/USDT", timeframe="9999w")
    weekly = SyntheticMarketDataClient(symbol="BTC/USDT", timeframe="52w", history=174)
    assert len(weekly.fetch_ohlcv("BTC/USDT", "52w", 1000)) == 174
    weekly.advance()
    with pytest.raises(MarketDataError, match="need synthetic 52w candles"):
        weekly.advance()
