"""What may be asked of a backtest over HTTP."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import BacktestRequest, DataSource, is_backtest_id, is_candle_file
from bot.domain.errors import ConfigError

NOW = datetime(2025, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def asked(**changes):
    return BacktestRequest(**{"symbol": "BTC/USDT", "timeframe": "1h", **changes})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"symbol": ".."}, "a letter or digit"),
        ({"symbol": "BTC\n--csv=/etc/passwd"}, "control characters"),
        ({"timeframe": "1y"}, "a timeframe"),
        ({"source": DataSource.REPLAY}, "a source of"),
        ({"source": DataSource.CSV}, "the name of a .csv file"),
        ({"csv": "a.csv"}, "no csv with the source synthetic"),
        ({"lookback": 0}, "1 <= lookback"),
        ({"lookback": 300_001}, "lookback <= 300000"),
        ({"start": NOW, "end": NOW}, "start before end"),
        ({"start": NOW.replace(tzinfo=None)}, "a zone in start"),
        ({"balance": float("inf")}, "a finite number"),
        ({"balance": 0.0}, "0 < balance"),
        ({"config": {"ema_fast": 30, "ema_slow": 12}}, "ema_fast < ema_slow"),
        ({"config": {"nonsense": 1}}, "nonsense"),
        ({"config": {"symbol": "NVDA"}}, "beside the config"),
        ({"config": {"strategy": "os.path"}}, "by the name of its file"),
        ({"config": {"strategy": "own", "strategy_params": {"a": "\ud800"}}}, "JSON can hold"),
        ({"config": {"strategy": "own", "strategy_params": {"a": 10**40}}}, "JSON can hold"),
    ],
)
def test_what_breaks_a_rule_is_refused_before_anything_is_run(changes, words):
    with pytest.raises(ConfigError, match=words):
        asked(**changes)


@pytest.mark.parametrize(
    "name",
    ["", "a", ".env.csv", "../a.csv", "/etc/passwd", "a/b.csv", "a.csv\n", "-a.csv", "api_token"],
)
def test_what_names_no_file_of_candles_on_the_volume_is_refused(name):
    assert not is_candle_file(name)
    with pytest.raises(ConfigError, match=r"\.csv file on the volume"):
        asked(source=DataSource.CSV, csv=name)


def test_a_file_is_asked_for_by_its_name_alone():
    assert asked(source=DataSource.CSV, csv="sample_ohlcv.csv").csv == "sample_ohlcv.csv"


@pytest.mark.parametrize(
    ("changes", "candles"),
    [
        ({}, 0),
        ({"lookback": 500}, 500),
        ({"start": NOW - DAY}, 24),
        ({"start": NOW - 2 * DAY, "end": NOW - DAY}, 48),
        ({"lookback": 10, "end": NOW - DAY}, 34),
        ({"lookback": 10, "end": NOW + DAY}, 10),
        ({"start": NOW + DAY}, 0),
    ],
)
def test_candles_are_counted_from_the_first_that_is_asked_for_until_now(changes, candles):
    assert asked(**changes).candles_back(NOW) == candles


def test_more_candles_than_may_be_fetched_are_refused_and_a_file_has_what_it_has():
    years = {"timeframe": "1m", "start": NOW - 365 * DAY}
    with pytest.raises(ConfigError, match="at most 300000 candles of 1m"):
        asked(**years).refuse_too_many(NOW)
    with pytest.raises(ConfigError, match="at most 300000 candles"):
        asked(timeframe="1m", lookback=10, end=NOW - 365 * DAY).refuse_too_many(NOW)
    asked(**{**years, "timeframe": "1h"}).refuse_too_many(NOW)
    asked(**years, source=DataSource.CSV, csv="a.csv").refuse_too_many(NOW)


@pytest.mark.parametrize("text", ["", "..", "../../etc/passwd", "20250301T090000000000-1F2E3D4C"])
def test_what_is_no_id_names_no_backtest(text):
    assert not is_backtest_id(text)
    assert is_backtest_id("20250301T090000000000-1f2e3d4c")
