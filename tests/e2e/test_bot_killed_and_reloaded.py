"""Bot and API as processes on one volume: configs that change, and a bot that is killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.processes.programs import free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
CYCLE_SECONDS = 0.5
OWN_STRATEGY = ROOT / "docs/studies/strategies/price_momentum.py"
WIDE = {"stop_loss_pct": 0.03, "take_profit_pct": 0.06, "rsi_overbought": 85}

pytestmark = pytest.mark.e2e


class Lab:
    """A bot and an API on one DATA_DIR; every program started is ended at the end."""

    def __init__(self, folder: Path) -> None:
        self.data_dir = folder / "data"
        self.port = free_port()
        self.log = folder / "bot.log"
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        settings = {
            "DATA_DIR": str(self.data_dir),
            "LOOP_INTERVAL_SECONDS": str(CYCLE_SECONDS),
            "LOG_LEVEL": "INFO",
        }
        with self.log.open("ab") as log:
            program = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env={**os.environ, **settings},
                stdout=log,
                stderr=log,
            )
        self._started.append(program)
        return program

    def start_bot(self) -> "subprocess.Popen[bytes]":
        return self.start("-m", "bot.bot")

    def start_api(self) -> None:
        self.start("-m", "uvicorn", "api.api:app", "--host", "127.0.0.1", "--port", str(self.port))

    def state(self) -> dict[str, Any]:
        path = self.data_dir / "state.json"
        return json.loads(path.read_text()) if path.exists() else {}

    def status(self, symbol: str = "") -> dict[str, Any]:
        query = f"?symbol={urllib.parse.quote(symbol)}" if symbol else ""
        url = f"http://127.0.0.1:{self.port}/status{query}"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return json.loads(answer.read())
        except OSError:
            return {}

    def lines(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.data_dir / name).read_text().splitlines()]

    def write_config(self, text: str) -> None:
        self.data_dir.mkdir(exist_ok=True)
        fresh = self.data_dir / "fresh"
        fresh.write_text(text)
        fresh.replace(self.data_dir / "strategy_config.json")

    def end(self) -> None:
        for program in self._started:
            program.kill()
            program.wait()


@pytest.fixture
def lab(tmp_path) -> Iterator[Lab]:
    lab = Lab(tmp_path)
    yield lab
    lab.end()


def test_a_config_is_used_within_one_cycle_and_garbage_is_refused_and_told(lab):
    lab.start_api()
    lab.start_bot()
    wait_until(lambda: (lab.status().get("cycle") or 0) >= 2, 60, "two cycles on /status")
    before = lab.state()["cycle"]
    lab.write_config('{"ema_fast": 9}')
    wait_until(lambda: lab.status()["config"]["ema_fast"] == 9, 10, "the new config on /status")
    first = next(s for s in lab.lines("signals.jsonl") if s["cycle"] > before)
    assert first["config_fingerprint"] == lab.state()["config_fingerprint"]
    lab.write_config('{"ema_fast": 900')
    wait_until(lambda: lab.status()["config_error"] is not None, 10, "the refusal on /status")
    status = lab.status()
    assert "strategy_config.json" in status["config_error"]
    assert status["config"]["ema_fast"] == 9
    assert "config refused" in lab.log.read_text()
    lab.write_config('{"ema_fast": 10}')
    wait_until(lambda: lab.status()["config_error"] is None, 10, "the mended config on /status")


def test_two_strategies_trade_side_by_side_and_a_broken_one_is_told_and_not_used(lab):
    (lab.data_dir / "strategies").mkdir(parents=True)
    shutil.copy(OWN_STRATEGY, lab.data_dir / "strategies")
    (lab.data_dir / "strategies/broken.py").write_text("def opinions(:\n")
    assets = [
        {"symbol": "BTC/USDT", "strategy": "macd_trend"},
        {
            "symbol": "ETH/USDT",
            "strategy": OWN_STRATEGY.stem,
            "strategy_params": {"candles": 20},
        },
    ]
    (lab.data_dir / "portfolio.json").write_text(json.dumps({"assets": assets}))
    lab.start_api()
    lab.start_bot()
    wait_until(lambda: (lab.status("ETH/USDT").get("cycle") or 0) >= 2, 60, "two cycles")
    for safe, name in (("BTC_USDT", "macd"), ("ETH_USDT", "change_pct")):
        newest = lab.lines(f"portfolio/{safe}/signals.jsonl")[-1]
        assert f"strategy.{name}" in newest["indicators"]
    assert lab.status("BTC/USDT")["config"]["strategy"] == "macd_trend"
    own = lab.data_dir / "portfolio/ETH_USDT/strategy_config.json"
    own.write_text('{"strategy": "broken"}')
    wait_until(lambda: lab.status("ETH/USDT")["config_error"] is not None, 20, "the refusal")
    status = lab.status("ETH/USDT")
    assert "broken.py line 1" in status["config_error"]
    assert status["config"]["strategy"] == OWN_STRATEGY.stem
    assert lab.status("BTC/USDT")["config_error"] is None


def test_a_state_of_a_time_before_strategies_goes_on(lab):
    bot = lab.start_bot()
    wait_until(lambda: lab.state().get("cycle", 0) >= 2, 60, "two cycles")
    bot.send_signal(signal.SIGTERM)
    assert bot.wait(20) == 0
    kept = lab.state()
    for file in lab.data_dir.rglob("*.json"):
        state = json.loads(file.read_text())
        if isinstance(state.get("config"), dict):
            for name in ("strategy", "strategy_params"):
                state["config"].pop(name, None)
            file.write_text(json.dumps(state))
    assert "strategy" not in lab.state()["config"]
    lab.start_bot()
    wait_until(lambda: lab.state()["cycle"] > kept["cycle"], 60, "a cycle on the old state")
    assert lab.state()["initial_balance"] == kept["initial_balance"]
    assert lab.state()["config"]["strategy"] == "ema_rsi"
    stamps = [point["timestamp"] for point in lab.lines("equity.jsonl")]
    assert stamps == sorted(set(stamps))


def test_a_bot_killed_in_a_position_goes_on_with_its_stop_and_target(lab):
    lab.write_config(json.dumps(WIDE))
    bot = lab.start_bot()
    wait_until(lambda: lab.state().get("position") == "LONG", 120, "a position")
    bot.send_signal(signal.SIGKILL)
    bot.wait()
    held, points = lab.state(), lab.lines("equity.jsonl")
    lab.start_bot()
    wait_until(lambda: lab.state()["cycle"] > held["cycle"], 60, "a cycle after the restart")
    after = lab.state()
    if after["position"] == "LONG" and after["entry_time"] == held["entry_time"]:
        for name in ("quantity", "entry_price", "stop_price", "target_price"):
            assert after[name] == held[name]
    else:
        assert lab.lines("trades.jsonl")[-1]["entry_time"] == held["entry_time"]
    wait_until(lambda: len(lab.lines("equity.jsonl")) > len(points) + 1, 30, "equity going on")
    stamps = [point["timestamp"] for point in lab.lines("equity.jsonl")]
    assert stamps == sorted(set(stamps))
    assert lab.lines("equity.jsonl")[: len(points)] == points


def test_sigterm_ends_the_bot_in_order_and_a_second_bot_is_refused(lab):
    bot = lab.start_bot()
    wait_until(lambda: lab.state().get("cycle", 0) >= 1, 60, "a cycle")
    second = lab.start_bot()
    assert second.wait(60) == 2
    refusals = [line for line in lab.log.read_text().splitlines() if line.startswith("bot: ")]
    assert len(refusals) == 1
    assert str(bot.pid) in refusals[0]
    bot.send_signal(signal.SIGTERM)
    assert bot.wait(20) == 0
    assert 'event="bot stopped"' in lab.log.read_text()
