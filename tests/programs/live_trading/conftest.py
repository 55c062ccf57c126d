import io

import pytest
import structlog

from bot.command_line import run_program
from bot.programs import live_trading
from bot.settings.names import SETTING_NAMES
from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient
from tests.support.processes.binance_server import BinanceServer, even_klines

HOUR = 3_600_000
FIRST = 1_600_000_000_000 // HOUR * HOUR


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """A folder of its own without any setting, and nobody who answers questions."""
    monkeypatch.chdir(tmp_path)
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    yield tmp_path
    structlog.reset_defaults()


@pytest.fixture
def exchange(monkeypatch):
    """An exchange with candles whose close rises by one each hour."""
    with BinanceServer(FIRST + 1000 * HOUR + 600_000) as server:
        for name in ("BTCUSDT", "ETHUSDT"):
            server.klines[name, "1h"] = even_klines(FIRST, 1100)
        monkeypatch.setenv("EXCHANGE_URL", server.url)
        yield server


def status_in(folder):
    """/status of an API on the state volume."""
    return AsgiClient(app_over(folder, allowed_hosts=("testserver",))).get("/status").json()


def ran(*arguments):
    """The exit code of run_live_trading.py."""
    return run_program("run_live_trading.py", live_trading.main, arguments)
