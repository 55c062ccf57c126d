"""The bot as a process on a loopback exchange whose clock is years behind and that fails."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.processes.binance_server import BinanceServer, Fault, even_klines
from tests.support.processes.programs import wait_until

ROOT = Path(__file__).resolve().parents[2]
HOUR = 3_600_000
FIRST = 1_600_000_000_000 // HOUR * HOUR
SYMBOLS = ("BTC/USDT", "ETH/USDT")

pytestmark = pytest.mark.e2e


class ExchangeBot:
    """A bot on two symbols of a loopback exchange."""

    def __init__(self, folder: Path, exchange: BinanceServer) -> None:
        self.exchange = exchange
        self.data_dir = folder
        self.log = folder / "bot.log"
        self.process: subprocess.Popen[bytes] | None = None
        assets = {"assets": [{"symbol": symbol} for symbol in SYMBOLS]}
        (folder / "portfolio.json").write_text(json.dumps(assets))

    def start(self, url: str | None = None) -> "subprocess.Popen[bytes]":
        settings = {
            "DATA_DIR": str(self.data_dir),
            "DATA_SOURCE": "exchange",
            "EXCHANGE_URL": url or self.exchange.url,
            "LOOP_INTERVAL_SECONDS": "0.5",
        }
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "bot.bot"]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | settings, stdout=log, stderr=log
            )
        return self.process

    def state(self, symbol: str) -> dict[str, Any]:
        path = self.data_dir / "portfolio" / symbol.replace("/", "_") / "state.json"
        return json.loads(path.read_text()) if path.exists() else {}

    def have_all_decided_on(self, number: int) -> bool:
        times = {self.state(symbol).get("last_candle_time") for symbol in SYMBOLS}
        return times == {opened_at(number)}


@pytest.fixture
def bot(tmp_path) -> Iterator[ExchangeBot]:
    with BinanceServer(FIRST + 1000 * HOUR + 600_000) as exchange:
        for name in ("BTCUSDT", "ETHUSDT"):
            exchange.klines[name, "1h"] = even_klines(FIRST, 1100)
        bot = ExchangeBot(tmp_path, exchange)
        yield bot
        if bot.process is not None:
            bot.process.kill()
            bot.process.wait()


def opened_at(number: int) -> str:
    return time.strftime("%Y-%m-%dT%H:00:00Z", time.gmtime((FIRST + number * HOUR) // 1000))


def test_it_decides_on_closed_candles_through_faults_and_stops_and_starts_whatever_answers(bot):
    process = bot.start()
    # candle 1000 still runs
    wait_until(lambda: bot.have_all_decided_on(999), 60, "a decision")

    bot.exchange.fail("/api/v3/klines", *[Fault(body="<html>"), Fault(hang_up=True)] * 3)
    bot.exchange.fail("/api/v3/time", Fault(body='{"serverTime": 99999999999999999999}'))
    bot.exchange.now += HOUR
    wait_until(lambda: bot.have_all_decided_on(1000), 60, "the next decision")

    bot.exchange.fail("/api/v3/time", *[Fault(delay_seconds=15)] * 4)
    asked = len(bot.exchange.requests)
    wait_until(lambda: len(bot.exchange.requests) > asked, 10, "a request that hangs")
    process.send_signal(signal.SIGTERM)
    assert process.wait(8) == 0
    assert "bot stopped" in bot.log.read_text()

    bot.start(url="http://127.0.0.1:9")  # nobody listens
    wait_until(lambda: bot.state("ETH/USDT")["warnings"] != [], 60, "a told failure")
    beat = bot.state("BTC/USDT")["heartbeat"]
    wait_until(lambda: bot.state("BTC/USDT")["heartbeat"] > beat, 30, "a heartbeat")
    assert "cannot be reached" in bot.state("BTC/USDT")["warnings"][0]
    assert bot.have_all_decided_on(1000)
