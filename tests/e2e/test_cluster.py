"""Searches on a real Dask scheduler with two real workers, one of which is killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer import Conditions, Judge, LocalSearches, SearchRequest
from bot.optimizer.validation import walk_forward
from bot.reports.backtest.walk_forward import walk_forward_document
from bot.settings import Settings
from bot.strategy import set_strategies_folder
from bot.wiring.optimizing import cluster_searches
from tests.support.candles import random_walk
from tests.support.processes.programs import free_port, wait_until

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).resolve().parents[2]
SLOW_STRATEGY = """
import os, time
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bot.strategy import Opinions


@dataclass(frozen=True, kw_only=True)
class SlowMomentum:
    candles_back: int = 5
    search_space: ClassVar = {"candles_back": (2, 60)}

    @property
    def warm_up_candles(self):
        return self.candles_back

    def opinions(self, candles):
        with open(os.environ["SEEN_PROCESSES"], "a") as seen:
            seen.write(f"{os.getpid()}\\n")
        time.sleep(0.02)
        change = np.zeros(len(candles))
        change[self.candles_back:] = np.diff(candles.close[self.candles_back - 1:])
        return Opinions(direction=np.sign(change), confidence=np.full(len(candles), 0.8))
"""


@dataclass(frozen=True)
class Cluster:
    address: str
    workers: "tuple[subprocess.Popen[bytes], ...]"


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which the slow strategy tells in which processes it was asked."""
    file = tmp_path / "seen"
    file.touch()
    monkeypatch.setenv("SEEN_PROCESSES", str(file))
    return file


@pytest.fixture
def cluster(tmp_path: Path, seen: Path) -> Iterator[Cluster]:
    address = f"tcp://127.0.0.1:{free_port()}"
    port = address.rsplit(":", 1)[1]
    programs = [_dask(tmp_path, "scheduler", "--host", "127.0.0.1", "--port", port)]
    try:
        for number in ("1", "2"):
            place = ("--local-directory", str(tmp_path / number))
            only = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", *place)
            programs.append(_dask(tmp_path, "worker", address, *only))
        wait_until(lambda: _workers(address) == 2, 90, "two workers")
        yield Cluster(address, tuple(programs[1:]))
    finally:
        for program in programs:
            program.kill()
        for program in programs:
            program.wait()


def _dask(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    with (folder / f"{arguments[0]}.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )


def _workers(address: str) -> int:
    from distributed import Client

    try:
        with Client(address, timeout=2, set_as_default=False) as client:
            return len(client.scheduler_info(n_workers=-1)["workers"])
    except OSError:
        return 0


def test_a_killed_worker_loses_nothing_and_a_user_s_strategy_is_found(cluster, tmp_path, seen):
    folder = tmp_path / "data" / "strategies"
    folder.mkdir(parents=True)
    (folder / "slow_momentum.py").write_text(SLOW_STRATEGY)
    set_strategies_folder(folder)
    frame = random_walk(1_500, seed=4, deviation=0.01)
    base = StrategyConfig(strategy="slow_momentum")
    request = SearchRequest(
        candles=frame,
        base=base,
        n_trials=40,
        conditions=Conditions(policy=DecisionPolicy(min_confidence=0.1)),
        judge=Judge(min_trades=1),
        seed=3,
    )

    def walked(searches):
        return walk_forward_document(walk_forward(request, folds=4, searches=searches))

    def processes():
        return {int(line) for line in seen.read_text().splitlines()}

    here = walked(LocalSearches(jobs=1))
    seen.write_text("")
    settings = Settings(data_dir=tmp_path / "data")
    with cluster_searches(settings, cluster.address) as searches:
        victim = _Victim(cluster.workers[0], processes)
        there = walked(victim.among(searches))
    assert cluster.workers[0].wait(10) == -signal.SIGKILL
    assert there == here
    assert {worker.pid for worker in cluster.workers} <= processes()


class _Victim:
    """A worker that is killed once both have begun to work."""

    def __init__(self, worker, processes):
        self._worker = worker
        self._processes = processes

    def among(self, searches):
        return _Killing(searches, self)

    def kill(self):
        wait_until(lambda: len(self._processes() - {os.getpid()}) >= 2, 60, "both workers at work")
        self._worker.kill()


class _Killing:
    """Searches that kill the victim before the first result is taken."""

    def __init__(self, searches, victim):
        self._searches = searches
        self._victim = victim

    def start(self, request, progress=None):
        found = self._searches.start(request, progress)

        def after_the_kill():
            if self._victim is not None:
                self._victim.kill()
                self._victim = None
            return found()

        return after_the_kill


def test_the_program_finds_on_a_cluster_what_it_finds_here(cluster, tmp_path):
    portfolio = tmp_path / "portfolio.json"
    portfolio.write_text(json.dumps({"assets": [{"symbol": "BTC/USDT"}, {"symbol": "ETH/USDT"}]}))
    flags = ("--config", str(portfolio), "--trials", "40", "--seed", "3", "--sampler", "tpe")
    places = ((), ("--cluster", cluster.address))
    documents = [_optimized(tmp_path, *flags, "--dry-run", "--json", *place) for place in places]
    for name in ("symbol", "challenger", "champion", "reason", "seed", "sampler"):
        here, there = ([asset[name] for asset in one["assets"]] for one in documents)
        assert here == there


def _optimized(folder: Path, *flags: str) -> dict:
    ran = subprocess.run(
        [sys.executable, str(ROOT / "run_portfolio_optimize.py"), *flags],
        cwd=folder,
        env={**os.environ, "OPTIMIZE_LOOKBACK": "400"},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_where_no_scheduler_answers_one_sentence_says_so(tmp_path):
    address = f"tcp://127.0.0.1:{free_port()}"
    ran = subprocess.run(
        [sys.executable, str(ROOT / "run_portfolio_optimize.py"), "--cluster", address, "--quiet"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ran.returncode == 4
    assert ran.stdout == ""
    assert f"no Dask scheduler answers at {address}: start one" in ran.stderr
    assert "Traceback" not in ran.stderr
