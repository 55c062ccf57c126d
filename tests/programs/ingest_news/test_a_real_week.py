"""A real week of news, from its feed into a backtest over those days."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.command_line import run_program
from bot.macro import macro_track
from bot.programs.ingest_news import main
from bot.settings.names import SETTING_NAMES
from bot.state import read_macro_events
from tests.support.processes.checkout import ROOT
from tests.support.processes.feed_server import FeedServer, page

FEED = "coindesk_2023-03-13.xml"
SYMBOL = "BTC/USDT"
HOUR = pd.Timedelta(hours=1)


@pytest.fixture
def events_file(real_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What ingestion makes of the feed of the week in which a bank failed."""
    monkeypatch.chdir(tmp_path)
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    out = tmp_path / "macro_events.news.json"
    with FeedServer() as server:
        server.pages["/feed"] = page((real_data / "news/real_feeds" / FEED).read_bytes())
        (tmp_path / "feeds.yml").write_text(
            f"feeds:\n- {{name: CoinDesk, url: '{server.url}/feed', category: crypto}}\n"
        )
        flags = ["--feeds", "feeds.yml", "--out", str(out), "--symbols", SYMBOL]
        assert run_program("tools/ingest_news_to_macro_events.py", main, flags) == 0
    return out


def test_the_bias_moves_when_the_news_came_and_not_before(events_file: Path):
    events = read_macro_events(events_file).events
    assert len(events) == 50
    moments = sorted(each.published_at for each in events if each.published_at is not None)
    closes = pd.date_range("2023-03-08", "2023-03-14", freq="h", tz="UTC")
    as_of = closes.as_unit("ns").asi8
    bias, confidence = macro_track(events, SYMBOL, as_of, 72.0)
    before = closes < moments[0]
    assert np.all(bias[before] == 0.0)
    assert np.all(confidence[before] == 0.0)
    assert np.all(bias[closes >= moments[-1]] != 0.0)
    for row in range(0, len(closes), 7):
        known = [each for each in events if moment_of(each) <= closes[row]]
        alone, _ = macro_track(known, SYMBOL, as_of[row : row + 1], 72.0)
        assert alone[0] == pytest.approx(bias[row], abs=1e-9)
    moved = closes[1:][np.abs(np.diff(bias)) > 0.02]
    came = pd.DatetimeIndex(moments)
    assert len(moved) > 0
    assert all(((came > each - HOUR) & (came <= each)).any() for each in moved)


def moment_of(event) -> datetime:
    assert event.published_at is not None
    return event.published_at


def test_a_backtest_over_those_days_knows_each_item_from_its_hour_on(
    events_file: Path, real_data: Path, tmp_path: Path
):
    minutes = pd.read_parquet(real_data / "ohlcv/crypto/binance_BTCUSDT_1m_2023-01_2023-04.parquet")
    candles = tmp_path / "hours.csv"
    hours_of(minutes).to_csv(candles)
    first = min(moment_of(each) for each in read_macro_events(events_file).events)
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


def hours_of(minutes: pd.DataFrame) -> pd.DataFrame:
    frame = minutes.set_index(pd.to_datetime(minutes["timestamp"], utc=True))
    rules = {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}
    frame = frame.resample("h").agg(rules).loc["2023-02-15":"2023-03-20"]
    return frame.rename_axis("timestamp")


def backtest(folder: Path, candles: Path, *flags: str) -> dict:
    done = subprocess.run(
        [
            *(sys.executable, str(ROOT / "run_backtest.py"), "--csv", str(candles), "--yes"),
            *("--symbol", SYMBOL, "--timeframe", "1h", "--json", *flags),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
