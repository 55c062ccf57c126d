"""Candles from an exchange, and how far back a request reaches."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain import DataSource
from bot.domain.errors import ConfigError
from bot.programs.candle_request import CandleRequest, newest_wanted
from tests.support.backtest_program import Call, assert_refused, document
from tests.support.processes.binance_server import INTERVALS, BinanceServer, even_klines
from tests.support.processes.programs import free_port

NOON = datetime(2025, 1, 2, 12, tzinfo=UTC)
START_MS = 1_735_689_600_000
HOUR = INTERVALS["1h"]


def request(**changes: object) -> CandleRequest:
    asked = {"symbol": "BTC/USDT", "timeframe": "1h", "source": DataSource.EXCHANGE}
    return CandleRequest(seed=0, exchange_id="binance", **(asked | changes))  # type: ignore[arg-type]


def test_a_request_reaches_back_to_its_start_or_over_its_lookback_before_its_end() -> None:
    hour = timedelta(hours=1)
    assert newest_wanted(request(lookback=50), NOON) == 50
    assert newest_wanted(request(start=NOON - 90 * hour), NOON) == 90
    assert newest_wanted(request(lookback=50, end=NOON - 9.5 * hour), NOON) == 60
    assert newest_wanted(request(lookback=50, end=NOON + 9 * hour), NOON) == 50
    assert newest_wanted(request(start=NOON + 9 * hour), NOON) == 1


def test_an_exchange_is_never_asked_for_all_it_has() -> None:
    with pytest.raises(ConfigError, match=r"need a number for --lookback or a --start .* exchange"):
        request()


def test_candles_of_an_exchange_are_the_closed_ones(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    with BinanceServer(now=START_MS + 299 * HOUR + HOUR // 2) as server:
        server.klines["BTCUSDT", "1h"] = even_klines(START_MS, 300)
        monkeypatch.setenv("EXCHANGE_URL", server.url)
        found = document(call("--source", "exchange", "--lookback", "200", "--yes", "--json"))
    assert found["data"]["candles"] == 200
    assert found["data"]["last"] == "2025-01-13T10:00:00Z"
    assert found["data"]["source"] == "exchange binance"


def test_the_second_backtest_asks_an_exchange_for_the_newest_candles_only(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with BinanceServer(now=START_MS + 3000 * HOUR) as server:
        server.klines["BTCUSDT", "1h"] = even_klines(START_MS, 3001)
        monkeypatch.setenv("EXCHANGE_URL", server.url)
        monkeypatch.setenv("DATA_DIR", str(tmp_path / "volume"))
        flags = ("--source", "exchange", "--lookback", "200", "--yes", "--json")
        first, before = document(call(*flags)), len(server.asked("/api/v3/klines"))
        second = document(call(*flags))
        limits = [int(asked["limit"]) for asked in server.asked("/api/v3/klines")]
    assert first == second
    assert (first["data"]["candles"], first["data"]["warm_up_candles"]) == (200, 2000)
    assert sum(limits[:before]) >= 2200
    assert sum(limits[before:]) < 10
    assert len(list((tmp_path / "volume" / "candles").rglob("*.parquet"))) == 1


def test_an_exchange_that_cannot_be_reached_is_exit_code_4(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXCHANGE_URL", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    assert_refused(call("--source", "exchange", "--yes"), 4, "binance")


def test_a_file_whose_name_is_no_text_is_read_and_named(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9.csv")
    shutil.copyfile(candles_csv, odd)
    found = document(call("--csv", str(odd), "--yes", "--json"))
    assert found["data"]["source"] == f"csv {tmp_path}/caf\\xe9.csv"
    assert call("--csv", str(odd), "--yes", "--report", str(tmp_path / "out.html")).code == 0
