"""Where the candles of a horizon come from, on real files and a real store."""

from datetime import UTC, datetime, timedelta

import pytest
import structlog

from bot.domain import KeptStretch
from bot.domain.errors import ExchangeError, MarketDataError
from bot.settings import Settings
from bot.wiring.optimizing import playbook_markets, portfolio_optimizer
from bot.wiring.optimizing.playbook import horizons_of
from bot.wiring.process import portfolio_of
from bot.wiring.sources import candle_store
from bot.wiring.state import volume
from bot.wiring.trading import portfolio_runner
from tests.support.candles import even_candles

LOG = structlog.get_logger()


class Market:
    """A source with candles of some timeframes; others fail as an exchange does."""

    def __init__(self, **frames):
        self.frames = frames

    def now(self):
        return datetime(2025, 1, 1, tzinfo=UTC)

    def advance(self):
        pass

    def fetch_ohlcv(self, symbol, timeframe, limit):
        if timeframe not in self.frames:
            raise ExchangeError("the exchange does not answer")
        return self.frames[timeframe].iloc[-limit:]


def settings_for(folder, **more):
    return Settings.load({"DATA_DIR": str(folder), "LOG_LEVEL": "ERROR", **more}, dotenv=None)


def candles_of(settings, timeframe, *, wanted=100, market=None):
    asset = portfolio_of(settings).assets[0]
    return horizons_of(settings, asset, lambda: market or Market())(timeframe, wanted)


def keep(settings, source, timeframe, frame, step):
    last = frame.index[-1].to_pydatetime() + step
    stretch = KeptStretch(start=frame.index[0].to_pydatetime(), end=last, candles=frame)
    candle_store(settings, source, "BTC/USDT", timeframe).keep(stretch)


def minutes(count):
    frame = even_candles(count, step="1min")
    frame.attrs = {"warnings": []}
    return frame


@pytest.fixture
def csv_settings(tmp_path):
    def made(count, step, **more):
        file = tmp_path / "candles.csv"
        even_candles(count, step=step).to_csv(file)
        return settings_for(tmp_path, **{"DATA_SOURCE": "csv", "CANDLES_CSV": str(file), **more})

    return made


def test_a_file_gives_its_own_timeframe_and_the_coarser_ones_made_of_it(csv_settings):
    settings = csv_settings(240, "15min")
    own, made = candles_of(settings, "15m"), candles_of(settings, "1h")
    assert (own.source, len(own.candles)) == ("csv file", 100)
    assert (made.source, len(made.candles)) == ("csv file, made of 15m", 60)
    with pytest.raises(MarketDataError, match="no candles of 1m: those of the file are 15m"):
        candles_of(settings, "1m")


def test_a_replay_gives_only_what_the_bot_has_been_shown(csv_settings):
    settings = csv_settings(300, "1h", DATA_SOURCE="replay", LOOP_INTERVAL_SECONDS="1")
    with pytest.raises(MarketDataError, match="the replay has not shown one"):
        candles_of(settings, "1h")
    runner = portfolio_runner(settings, LOG)
    for _ in range(3):
        runner.run_cycle()
    shown = candles_of(settings, "1h", wanted=1000).candles
    last = volume(settings).reader("BTC/USDT").load_state().last_candle_time
    assert shown.index[-1] == last
    assert len(shown) < 300


def test_an_exchange_is_asked_for_each_timeframe_itself(tmp_path):
    settings = settings_for(tmp_path, DATA_SOURCE="exchange")
    found = candles_of(settings, "1m", market=Market(**{"1m": minutes(150)}))
    assert (found.source, len(found.candles)) == ("binance", 100)


def test_where_the_exchange_does_not_answer_what_is_kept_of_it_serves(tmp_path):
    settings = settings_for(tmp_path, DATA_SOURCE="exchange")
    with pytest.raises(ExchangeError, match="does not answer"):
        candles_of(settings, "15m")
    keep(settings, "binance", "1m", minutes(300), timedelta(minutes=1))
    found = candles_of(settings, "15m")
    assert (found.source, len(found.candles)) == ("kept candles of binance, made of 1m", 20)
    assert candles_of(settings, "1m").source == "kept candles of binance"


def test_synthetic_candles_are_no_real_ones(tmp_path):
    settings = settings_for(tmp_path)
    with pytest.raises(MarketDataError, match="DATA_SOURCE=synthetic invents its own"):
        candles_of(settings, "1h")
    keep(settings, "binance", "1h", even_candles(120), timedelta(hours=1))
    assert candles_of(settings, "1h").source == "kept candles of binance"


def test_another_exchanges_kept_candles_are_not_taken(tmp_path):
    settings = settings_for(tmp_path)
    keep(settings, "kraken", "1h", even_candles(120), timedelta(hours=1))
    with pytest.raises(MarketDataError):
        candles_of(settings, "1h")


def test_invented_news_moves_no_row_of_real_candles(tmp_path):
    settings = settings_for(tmp_path)
    optimizer = portfolio_optimizer(settings, LOG)
    (market,) = playbook_markets(settings, optimizer.assets)
    (asset,) = optimizer.assets
    assert len(asset.conditions().events) == 3
    assert market.conditions().events == ()
    assert market.conditions().count_undated is False
