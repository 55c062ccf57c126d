"""The exchange client against a real HTTP server that speaks Binance's REST API."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot.exchange
from bot.domain.errors import (
    ConfigError,
    ExchangeError,
    ExchangeUnavailable,
    MarketDataError,
    RateLimited,
)
from bot.exchange.ccxt_client import ExchangeClient
from tests.support.candles import assert_checked
from tests.support.processes.binance_server import INTERVALS, BinanceServer, Fault, even_klines

START = datetime(2025, 1, 1, tzinfo=UTC)
START_MS = 1_735_689_600_000
HOUR = INTERVALS["1h"]
KLINES = "/api/v3/klines"
TIME = "/api/v3/time"


class Laboratory:
    """A server with 2,500 hourly klines of which the last still runs, and a client of it."""

    def __init__(self, server: BinanceServer) -> None:
        self.server = server
        self.seconds = 0.0
        self.slept: list[float] = []
        self.client = ExchangeClient(
            "binance",
            base_url=server.url + "/",
            timeout_seconds=1.0,
            monotonic=lambda: self.seconds,
            sleep=self.slept.append,
        )


@pytest.fixture
def lab() -> Iterator[Laboratory]:
    with BinanceServer(now=START_MS + 2499 * HOUR + HOUR // 2) as server:
        server.klines["BTCUSDT", "1h"] = even_klines(START_MS, 2500)
        laboratory = Laboratory(server)
        yield laboratory
        laboratory.client.close()


def test_the_newest_closed_candles_are_fetched(lab: Laboratory) -> None:
    candles = lab.client.fetch_ohlcv("BTC/USDT", "1h", 3)
    assert_checked(candles)
    assert candles["close"].tolist() == [2596.5, 2597.5, 2598.5]
    assert candles["volume"].tolist() == [12.5] * 3
    assert candles.index[-1] == START + timedelta(hours=2498)
    assert candles.attrs["warnings"] == []
    assert {path for path, _ in lab.server.requests} == {TIME, KLINES, "/api/v3/exchangeInfo"}


def test_more_than_a_page_is_fetched_page_by_page_without_a_seam(lab: Laboratory) -> None:
    candles = lab.client.fetch_ohlcv("BTC/USDT", "1h", 2300)
    assert_checked(candles)
    assert len(candles) == 2300
    assert candles["close"].diff().dropna().unique().tolist() == [1.0]
    assert len(lab.server.asked(KLINES)) == 3


def test_where_no_more_exist_all_are_fetched(lab: Laboratory) -> None:
    assert len(lab.client.fetch_ohlcv("BTC/USDT", "1h", 9000)) == 2499


def test_a_candle_closes_by_the_exchanges_time_and_not_by_the_machines(lab: Laboratory) -> None:
    assert lab.client.now() == START + timedelta(hours=2499, minutes=30)
    lab.seconds += 1799
    assert len(lab.client.fetch_ohlcv("BTC/USDT", "1h", 9000)) == 2499
    lab.seconds += 1
    lab.server.now += 1800_000
    assert len(lab.client.fetch_ohlcv("BTC/USDT", "1h", 9000)) == 2500
    lab.server.now += 3600_000
    lab.client.advance()
    assert lab.client.now() == START + timedelta(hours=2501)


def test_gaps_of_the_exchange_are_told_and_older_candles_fill_the_number(lab: Laboratory) -> None:
    del lab.server.klines["BTCUSDT", "1h"][2400:2410]
    candles = lab.client.fetch_ohlcv("BTC/USDT", "1h", 1500)
    assert len(candles) == 1500
    assert "10 candles missing in 1 gap" in candles.attrs["warnings"][0]


@pytest.mark.parametrize(
    "fault", [Fault(status=500), Fault(status=503), Fault(delay_seconds=1.3), Fault(hang_up=True)]
)
def test_a_passing_fault_is_overcome_by_asking_again(lab: Laboratory, fault: Fault) -> None:
    lab.server.fail(KLINES, fault, fault)
    assert len(lab.client.fetch_ohlcv("BTC/USDT", "1h", 5)) == 5
    assert len(lab.server.asked(KLINES)) == 3
    assert lab.slept == [0.5, 1.0]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(status=500, body="<html>down</html>"), "binance cannot be reached"),
        (Fault(delay_seconds=1.3), "binance did not answer in time"),
        (Fault(hang_up=True), "binance cannot be reached"),
        (Fault(body="certainly not JSON"), "cannot be understood"),
    ],
)
def test_a_lasting_fault_ends_after_three_attempts_in_one_sentence(
    lab: Laboratory, fault: Fault, words: str
) -> None:
    lab.server.fail(KLINES, *[fault] * 4)
    with pytest.raises(ExchangeUnavailable, match=words) as caught:
        lab.client.fetch_ohlcv("BTC/USDT", "1h", 5)
    assert "\n" not in str(caught.value)
    assert len(lab.server.asked(KLINES)) == 3


@pytest.mark.parametrize("status", [429, 418])
def test_once_the_rate_is_limited_nothing_is_sent_until_the_moment_named(
    lab: Laboratory, status: int
) -> None:
    body = {"code": -1003, "msg": "Too much request weight used."}
    lab.server.fail(KLINES, Fault(status=status, body=body, headers={"Retry-After": "30"}))
    with pytest.raises(RateLimited, match="binance limits the rate of requests"):
        lab.client.fetch_ohlcv("BTC/USDT", "1h", 5)
    sent = len(lab.server.requests)
    lab.seconds += 29
    for refused in (lab.client.advance, lambda: lab.client.fetch_ohlcv("ETH/USDT", "1h", 5)):
        with pytest.raises(RateLimited, match="nothing is sent for another 1 s"):
            refused()
    assert len(lab.server.requests) == sent
    lab.seconds += 1
    assert len(lab.client.fetch_ohlcv("BTC/USDT", "1h", 5)) == 5


def test_a_limit_without_a_moment_is_kept_for_a_minute(lab: Laboratory) -> None:
    lab.server.fail(TIME, Fault(status=429, body="{}"))
    with pytest.raises(RateLimited):
        lab.client.advance()
    lab.seconds += 59
    with pytest.raises(RateLimited):
        lab.client.advance()
    lab.seconds += 1
    lab.client.advance()


def test_an_empty_answer_an_unknown_symbol_and_timeframe_are_data_errors(lab: Laboratory) -> None:
    with pytest.raises(MarketDataError, match="binance has no closed 1h candle of ETH/USDT"):
        lab.client.fetch_ohlcv("ETH/USDT", "1h", 5)
    with pytest.raises(MarketDataError, match=r"binance does not have this symbol .* NOPE/USDT"):
        lab.client.fetch_ohlcv("NOPE/USDT", "1h", 5)
    with pytest.raises(MarketDataError, match=r"need a timeframe that binance has .*, was 7h"):
        lab.client.fetch_ohlcv("BTC/USDT", "7h", 5)


def test_a_symbol_that_was_delisted_since_the_markets_were_read_is_a_data_error(
    lab: Laboratory,
) -> None:
    lab.client.fetch_ohlcv("BTC/USDT", "1h", 5)
    lab.server.markets.clear()
    with pytest.raises(MarketDataError, match="binance does not have this symbol"):
        lab.client.fetch_ohlcv("BTC/USDT", "1h", 5)


def test_a_refusal_is_not_repeated(lab: Laboratory) -> None:
    refusal = Fault(status=400, body={"code": -1100, "msg": "Illegal characters found."})
    lab.server.fail(KLINES, refusal)
    with pytest.raises(ExchangeError, match=r"binance refused the request: .*Illegal") as caught:
        lab.client.fetch_ohlcv("BTC/USDT", "1h", 5)
    assert not isinstance(caught.value, ExchangeUnavailable)
    assert len(lab.server.asked(KLINES)) == 1


@pytest.mark.parametrize(
    "body", ["{}", "[]", '{"serverTime": "soon"}', '{"serverTime": 1e25}', "<html>", '"']
)
def test_a_garbled_time_is_no_time(lab: Laboratory, body: str) -> None:
    lab.server.fail(TIME, *[Fault(body=body)] * 3)
    with pytest.raises(ExchangeUnavailable, match="binance"):
        lab.client.advance()


@pytest.mark.parametrize("body", ["{}", "[]", '{"symbols": []}', '{"symbols": 7}', "<html>"])
def test_garbled_markets_are_not_kept(lab: Laboratory, body: str) -> None:
    lab.server.fail("/api/v3/exchangeInfo", *[Fault(body=body)] * 3)
    with pytest.raises(ExchangeError, match="binance"):
        lab.client.fetch_ohlcv("BTC/USDT", "1h", 5)
    while lab.server.take_fault("/api/v3/exchangeInfo"):
        pass
    assert len(lab.client.fetch_ohlcv("BTC/USDT", "1h", 5)) == 5


@pytest.mark.parametrize("body", ["[[]]", '[["a","b"]]', "[7]", '{"a": 1}', "[null]", "[{}]"])
def test_garbled_candles_are_an_error_and_never_a_traceback(lab: Laboratory, body: str) -> None:
    lab.server.fail(KLINES, *[Fault(body=body)] * 9)
    with pytest.raises((ExchangeUnavailable, MarketDataError), match="binance"):
        lab.client.fetch_ohlcv("BTC/USDT", "1h", 5)


@pytest.mark.parametrize("body", ["certainly not JSON", "[[]]", "[7]", '{"a": 1}', "{}", "[null]"])
def test_a_garbled_page_is_asked_for_again_and_not_replaced_by_older_candles(
    lab: Laboratory, body: str
) -> None:
    lab.server.fail(KLINES, Fault(body=body))
    candles = lab.client.fetch_ohlcv("BTC/USDT", "1h", 5)
    assert candles.index[-1] == START + timedelta(hours=2498)


def test_nothing_listening_is_unavailable() -> None:
    with BinanceServer(now=START_MS) as server:
        url = server.url
    client = ExchangeClient(base_url=url, timeout_seconds=1.0, sleep=lambda _: None)
    with pytest.raises(ExchangeUnavailable, match="binance cannot be reached"):
        client.now()
    client.close()


def test_an_exchange_or_address_that_is_none_is_a_config_error() -> None:
    with pytest.raises(ConfigError, match=r"need an exchange that ccxt knows, .*, was 'nyse'"):
        ExchangeClient("nyse")
    for address in ("localhost:1", "ftp://host", "https://"):
        with pytest.raises(ConfigError, match="need an address such as https://host"):
            ExchangeClient(base_url=address)


def test_an_exchange_that_does_not_tell_its_time_is_judged_by_the_wall_clock() -> None:
    client = ExchangeClient("bitstamp", base_url="http://127.0.0.1:1", wall_clock=lambda: START)
    client.advance()
    assert timedelta(0) <= client.now() - START < timedelta(seconds=5)
    client.close()


def test_real_exchange_info_and_real_klines_are_read(real_data: Path) -> None:
    folder = real_data / "exchange"
    with gzip.open(folder / "exchangeInfo" / "exchangeInfo_2020-11-01.json.gz") as packed:
        markets = json.load(packed)["symbols"]
    lines = (folder / "raw_klines" / "BTCUSDT-1m-2024-12-31.csv").read_text("ascii").splitlines()
    rows = [
        [int(f) if n in (0, 6, 8) else f for n, f in enumerate(line.split(","))] for line in lines
    ]
    with BinanceServer(now=rows[-1][0] + 1) as server:
        server.markets = markets
        server.klines["BTCUSDT", "1m"] = rows
        client = ExchangeClient(base_url=server.url, monotonic=lambda: 0.0)
        candles = client.fetch_ohlcv("BTC/USDT", "1m", 1439)
        client.close()
    assert_checked(candles)
    assert candles["close"].tolist() == [float(row[4]) for row in rows[:-1]]
    assert candles.index[0].isoformat() == "2024-12-31T00:00:00+00:00"


def test_importing_the_folder_does_not_load_ccxt() -> None:
    code = "import bot.exchange, sys; sys.exit('ccxt' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
    assert bot.exchange.ExchangeClient is ExchangeClient
