"""Two optimizers, or an optimizer and a rollback, on one volume; and a volume that refuses."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.domain import OptimizerRun, StrategyConfig
from bot.domain.errors import VolumeInUse
from bot.state import FileVolume
from tests.support.candles import random_walk
from tests.support.on_volume import recorded_runs
from tests.support.processes.programs import wait_until

ROOT = Path(__file__).parents[2]
BTC = "BTC/USDT"
MANY = "300000"
"""Trials that take long enough for the test to see their optimizer at work."""

pytestmark = pytest.mark.e2e


@pytest.fixture
def lab(tmp_path):
    """Runs programs on a volume with one promoted config; `lab.data` is the volume."""
    lab = Lab(tmp_path)
    yield lab
    for process in lab.started:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.communicate()


class Lab:
    """A volume and the programs on it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.started: list[subprocess.Popen[str]] = []
        self._folder = folder
        random_walk(400, seed=4).to_csv(folder / "candles.csv")
        meta = {"written_by": "optimizer", "at": "2026-01-01T00:00:00Z", "symbol": BTC}
        FileVolume(self.data).configs.write(BTC, StrategyConfig(ema_slow=33), meta)
        FileVolume(self.data).runs.append(OptimizerRun({**meta, "promoted": True}))
        self.file = self.data / "portfolio" / "BTC_USDT" / "strategy_config.json"

    def start(self, program, *arguments, trials="20", prefix=()):
        """A program, begun."""
        settings = {
            "DATA_DIR": str(self.data),
            "DATA_SOURCE": "csv",
            "CANDLES_CSV": "candles.csv",
            "AUTO_OPTIMIZE_TRIALS": trials,
            "SYMBOL": BTC,
        }
        process = subprocess.Popen(
            [*prefix, sys.executable, ROOT / program, *arguments],
            cwd=self._folder,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, program, *arguments, **options):
        """A program to its end: its exit code and what it told on stderr."""
        process = self.start(program, *arguments, **options)
        told = process.communicate(timeout=120)[1]
        return process.returncode, told

    def is_held(self):
        """Whether an optimizer is at work; trying takes the lock for an instant where not."""
        try:
            with FileVolume(self.data).hold("optimizer"):
                return False
        except VolumeInUse:
            return True


def test_the_second_one_says_who_works_and_leaves_and_after_a_kill_nine_the_volume_is_free(lab):
    service = lab.start("run_auto_optimize.py", trials=MANY)
    wait_until(lambda: (lab.data / "optimizer.lock").exists(), 60, "an optimizer at work")
    time.sleep(0.2)  # the lock file is made before it is held
    wait_until(lab.is_held, 60, "an optimizer at work")
    service.send_signal(signal.SIGSTOP)  # so that it is at work for as long as this takes
    before = lab.file.read_bytes()
    sentence = f"the optimizer of process {service.pid} already runs on {lab.data.resolve()}"
    for program, *arguments in (
        ("run_portfolio_optimize.py", "--seed", "1"),
        ("run_portfolio_optimize.py", "--dry-run"),
        ("run_auto_optimize.py", "--once"),
        ("tools/configs.py", "rollback", BTC),
    ):
        code, told = lab.run(program, *arguments)
        assert code == 2
        assert sentence in told
    code, _ = lab.run("tools/configs.py", "list", BTC)
    assert code == 0
    assert service.poll() is None
    assert lab.file.read_bytes() == before
    service.send_signal(signal.SIGKILL)
    service.wait()
    assert lab.run("run_portfolio_optimize.py", "--seed", "1")[0] == 0
    assert lab.run("tools/configs.py", "rollback", BTC, "0")[0] == 0
    assert recorded_runs(lab.data, 1)[0]["rolled_back"] is True


def test_a_service_that_finds_another_optimizer_leaves_its_turn_out_and_lives_on(lab):
    with FileVolume(lab.data).hold("optimizer"):
        service = lab.start("run_auto_optimize.py")
        heard = iter(service.stderr.readline, "")
        assert any("run left out" in line for line in heard)
        assert any("next run" in line for line in heard)
    assert service.poll() is None
    service.send_signal(signal.SIGTERM)
    service.communicate(timeout=60)
    assert service.returncode == 0
    assert len(recorded_runs(lab.data, 9)) == 1


def test_on_a_volume_that_cannot_be_written_the_old_config_stays_and_it_is_told(lab):
    lab.run("run_portfolio_optimize.py", "--seed", "1", "--dry-run")  # makes the lock file
    before = {path: path.read_bytes() for path in lab.data.rglob("*") if path.is_file()}
    for path in [lab.data, *lab.data.rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    # root may write everywhere, unless it gives its privileges up
    prefix = () if os.geteuid() else (shutil.which("setpriv"), "--bounding-set=-all")
    try:
        for program, *arguments in (
            ("run_portfolio_optimize.py", "--seed", "1"),
            ("run_auto_optimize.py", "--once"),
            ("tools/configs.py", "rollback", BTC),
        ):
            code, told = lab.run(program, *arguments, prefix=prefix)
            assert code == 3
            assert "Permission denied" in told
            assert "Traceback" not in told
    finally:
        for path in [lab.data, *lab.data.rglob("*")]:
            path.chmod(0o700 if path.is_dir() else 0o600)
    assert {path: path.read_bytes() for path in lab.data.rglob("*") if path.is_file()} == before
    assert json.loads(lab.file.read_text())["ema_slow"] == 33
