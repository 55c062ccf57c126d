"""run_live_trading.py as a process: piped answers, Ctrl-C, and a person at a terminal."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.state import FileVolume
from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient
from tests.support.processes.programs import wait_until
from tests.support.simulated_exchange.rising import TESTNET, rising_exchange

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, str(ROOT / "run_live_trading.py")]
FLAGS = ["--mode", "testnet", "--symbol", "BTC/USDT", "--timeframe", "1m", "--interval", "0.2"]

pytestmark = pytest.mark.e2e


def environment(folder: Path, url: str) -> dict[str, str]:
    of_flags = ("PAPER_MODE", "BINANCE_TESTNET_ENABLED")
    given = {name: value for name, value in TESTNET.items() if name not in of_flags}
    return os.environ | given | {"DATA_DIR": str(folder / "data"), "EXCHANGE_URL": url}


def test_four_piped_answers_three_cycles_ctrl_c_and_the_status_shows_it(tmp_path: Path) -> None:
    with rising_exchange() as exchange, (tmp_path / "out").open("wb") as out:
        process = subprocess.Popen(
            PROGRAM,
            cwd=tmp_path,
            env=environment(tmp_path, exchange.url),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
        )
        assert process.stdin is not None
        process.stdin.write(b"1\nBTC/USDT\n1m\n0.2\n")
        process.stdin.close()
        wait_until(lambda: "\n    3  " in (tmp_path / "out").read_text(), 60, "three cycles")
        process.send_signal(signal.SIGINT)
        assert process.wait(15) == 130
    shown = (tmp_path / "out").read_text()
    assert "--mode dry-run --symbol BTC/USDT --timeframe 1m --interval 0.2" in shown
    assert "interrupted" in shown
    app = app_over(tmp_path / "data", allowed_hosts=("testserver",))
    status = AsgiClient(app).get("/status").json()
    assert (status["position"], status["balance"], status["mode"]) == ("FLAT", 10_000, "PAPER")


@pytest.mark.parametrize(("answer", "position"), [(b"yes\n", "FLAT"), (b"\n", "LONG")])
def test_at_a_terminal_ctrl_c_asks_whether_to_close(
    tmp_path: Path, answer: bytes, position: str
) -> None:
    ours, theirs = pty.openpty()
    with rising_exchange() as exchange, (tmp_path / "out").open("wb") as out:
        process = subprocess.Popen(
            [*PROGRAM, *FLAGS],
            cwd=tmp_path,
            env=environment(tmp_path, exchange.url),
            stdin=theirs,
            stdout=out,
            stderr=out,
        )
        wait_until(lambda: "LONG 4.995 at" in (tmp_path / "out").read_text(), 60, "a position")
        process.send_signal(signal.SIGINT)
        wait_until(lambda: "Close the LONG" in (tmp_path / "out").read_text(), 20, "the question")
        os.write(ours, answer)
        assert process.wait(20) == 130
        resting = [order.status for order in exchange.orders].count("NEW")
    os.close(ours)
    os.close(theirs)
    state = FileVolume(tmp_path / "data").reader().load_state()
    assert state is not None
    assert state.position == position
    assert resting == (0 if position == "FLAT" else 2)
