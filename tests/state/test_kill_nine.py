"""A process that is really killed, again and again, during 200 random writes."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.state import load_overrides
from bot.state.cycles import JsonStateStore
from tests.support.on_volume import earlier_config_files, recommended, recorded_runs
from tests.support.processes.writer_process import (
    MOST_CYCLES,
    config_number,
    run_number,
    store_folder,
)
from tests.support.whole_state import whole_cycles

WRITES = 200
QUICK_KILLS = 12  # a new process for each costs most of the test's time
ROOT = Path(__file__).resolve().parents[2]


def _write_until_killed(data_dir, seed, writes, seconds):
    """The lines that a writer acknowledged before it was killed, `seconds` after the first one."""
    command = [
        sys.executable,
        "-m",
        "tests.support.processes.writer_process",
        data_dir,
        seed,
        writes,
    ]
    with subprocess.Popen(
        [str(part) for part in command], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        first = writer.stdout.readline()
        time.sleep(seconds)
        writer.kill()
        rest = writer.stdout.read()
    return [first, *rest.splitlines()]


def _last_config(data_dir):
    """The number of the config in use; every earlier one is in the history, once."""
    number = config_number(data_dir)
    kept = [
        load_overrides(path)["_meta"]["number"]
        for path in earlier_config_files(data_dir, "BTC/USDT")
    ]
    assert kept in (list(range(1, number)), list(range(1, number + 1)))
    return number


def _last_run(data_dir):
    """The number of the last run; every earlier one is there, once."""
    number = run_number(data_dir)
    runs = [run["number"] for run in recorded_runs(data_dir, 1000)]
    assert runs == list(range(number, 0, -1))
    return number


def _last_recommended(data_dir):
    return recommended(data_dir).get("BTC/USDT", {"number": 0})["number"]


@pytest.mark.e2e
def test_nothing_acknowledged_is_lost_or_torn_or_written_twice_by_kill_nine(tmp_path):
    chance = random.Random(1)
    least = {"cycle": 0, "config": 0, "run": 0}  # acknowledged, or found after an earlier kill
    recommended = writes = kills = 0
    while writes < WRITES:
        seconds = chance.uniform(0, 0.05) * (1 if kills < QUICK_KILLS else 20)
        lines = _write_until_killed(tmp_path, kills, WRITES - writes, seconds)
        writes += len(lines)
        kills += 1
        for line in lines:
            kind, number = line.split()
            least[kind] = int(number)
            recommended = int(number) if kind == "run" else recommended
        JsonStateStore(store_folder(tmp_path)).signals(1000)  # what a reader meets before mending
        JsonStateStore(store_folder(tmp_path), writer=True)
        found = {
            "cycle": whole_cycles(store_folder(tmp_path)),
            "config": _last_config(tmp_path),
            "run": _last_run(tmp_path),
        }
        unacknowledged = {kind: found[kind] - least[kind] for kind in found}
        assert 0 <= unacknowledged["cycle"] <= MOST_CYCLES
        assert 0 <= unacknowledged["config"] <= 1
        assert 0 <= unacknowledged["run"] <= 1
        assert recommended <= _last_recommended(tmp_path) <= found["run"]
        least = found
    assert kills >= 5
    assert not list(tmp_path.rglob("*.broken-*"))
