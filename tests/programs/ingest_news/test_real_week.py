"""The news of a real week: a feed, the program, its file, and a backtest of real candles.

In March 2023 three American banks failed within days, and a stablecoin lost its peg.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.arrays import nanoseconds, utc_time
from bot.backtesting import Backtester
from bot.command_line import run_program
from bot.domain import StrategyConfig
from bot.macro import MacroSentimentEngine
from bot.programs.ingest_news import main
from bot.settings.names import SETTING_NAMES
from bot.state import read_macro_events
from tests.support.processes.checkout import ROOT
from tests.support.processes.feed_server import FeedServer, page
from tests.support.real_data import read_raw

NAME = "tools/ingest_news_to_macro_events.py"
FEED = "coindesk_2023-03-13.xml"
CONFIG = StrategyConfig(symbol="BTC/USDT", timeframe="15m")


@pytest.fixture(scope="module")
def events_file(real_data, tmp_path_factory):
    """What the program makes of the feed."""
    folder = tmp_path_factory.mktemp("week")
    out, feeds = folder / "macro_events.news.json", folder / "feeds.yml"
    with FeedServer() as server, pytest.MonkeyPatch.context() as patch:
        for name in SETTING_NAMES:
            patch.delenv(name, raising=False)
        patch.setenv("DATA_DIR", str(folder))
        server.pages["/week"] = page((real_data / "news" / "real_feeds" / FEED).read_bytes())
        row = f"{{name: week, url: '{server.url}/week', category: crypto}}"
        feeds.write_text(f"feeds:\n- {row}\n")
        flags = ["--feeds", str(feeds), "--out", str(out), "--symbols", "BTC/USDT,NVDA"]
        assert run_program(NAME, main, flags) == 0
    return Path(out)


@pytest.fixture(scope="module")
def events(events_file):
    """The events of the file."""
    return read_macro_events(events_file).events


@pytest.fixture(scope="module")
def days(real_data):
    """Quarters of an hour of bitcoin from the 9th to the 14th of March 2023."""
    return candles_of(real_data, "15min")["2023-03-09":"2023-03-14"]


@pytest.fixture(scope="module")
def hours(real_data):
    """Hours of bitcoin around them."""
    return candles_of(real_data, "h")["2023-02-15":"2023-03-20"].rename_axis("timestamp")


def candles_of(real_data: Path, length: str) -> pd.DataFrame:
    minutes = read_raw(real_data / "ohlcv/crypto/binance_BTCUSDT_1m_2023-01_2023-04.parquet")
    how = {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}
    return minutes.resample(length).agg(how).dropna()


@pytest.fixture(scope="module")
def history(events, days):
    """The decisions of a backtest of those days that knows the news."""
    return Backtester(CONFIG, events=events).run(days).history


def came_at(events, closes) -> set[int]:
    """The rows at whose close an event that concerns bitcoin was known for the first time."""
    concerned = [each for each in events if each.bias_for("BTC/USDT") is not None]
    moments = [nanoseconds(each.published_at) for each in concerned]
    return {int(np.searchsorted(closes, moment)) for moment in moments}


def test_every_item_is_an_event_of_its_time(events):
    assert len(events) >= 45  # near-same titles are one story
    assert min(event.published_at for event in events).isoformat() == "2023-03-10T13:08:01+00:00"
    assert max(event.published_at for event in events).isoformat() == "2023-03-13T10:13:50+00:00"


def test_no_row_of_the_backtest_knows_news_from_after_its_close(events, history):
    bias = history.observations.macro_bias
    for row, close in enumerate(history.candles.close_time):
        moment = utc_time(close)
        known = [event for event in events if event.published_at <= moment]
        engine = MacroSentimentEngine(known, history.policy.macro_half_life_hours)
        assert bias[row] == pytest.approx(engine.assess("BTC/USDT", moment).bias, abs=1e-12)


def test_the_bias_moves_when_the_news_came(events, history):
    bias, closes = history.observations.macro_bias, history.candles.close_time
    came = came_at(events, closes)
    first = min(came)
    assert first > 100
    assert not bias[:first].any()
    assert bias[first] != 0
    moved = {row for row in range(1, len(bias)) if abs(bias[row] - bias[row - 1]) > 1e-9}
    assert moved <= came
    assert len(moved) > 20


def test_the_week_leans_against_bitcoin_until_the_rescue_is_known(history):
    bias = history.observations.macro_bias
    at = {
        utc_time(close).isoformat()[:13]: float(bias[row])
        for row, close in enumerate(history.candles.close_time)
    }
    assert at["2023-03-11T12"] < -0.2
    assert at["2023-03-13T10"] > at["2023-03-11T12"]


def test_the_news_turns_decisions_from_then_on(events, history, days):
    without = Backtester(CONFIG).run(days).history
    first = min(came_at(events, history.candles.close_time))
    assert (history.action == without.action)[:first].all()
    assert (history.confidence == without.confidence)[:first].all()
    assert (history.action != without.action)[first:].any()


def test_a_backtest_over_those_days_knows_each_item_from_its_hour_on(
    events_file: Path, events, hours: pd.DataFrame, tmp_path: Path
):
    candles = tmp_path / "hours.csv"
    hours.to_csv(candles)
    first = min(each.published_at for each in events)
    without, known = (
        backtest(tmp_path, candles, *flags)
        for flags in (("--no-macro",), ("--macro-events", str(events_file)))
    )
    assert known["data"]["macro_events"] == 50
    early = [
        [each for each in run["trades"] if pd.Timestamp(each["exit_time"]) < first]
        for run in (without, known)
    ]
    assert early[0] == early[1] != []
    assert known["trades"] != without["trades"]


def backtest(folder: Path, candles: Path, *flags: str) -> dict:
    done = subprocess.run(
        [
            *(sys.executable, str(ROOT / "run_backtest.py"), "--csv", str(candles), "--yes"),
            *("--symbol", "BTC/USDT", "--timeframe", "1h", "--json", *flags),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
