"""Ctrl-C in the middle of a search, on the whole program."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("sampler", "trials"), [("random", 400_000), ("tpe", 2_000)])
def test_ctrl_c_ends_with_130_and_the_finished_trials(tmp_path, sampler, trials):
    program = subprocess.Popen(
        [
            *(sys.executable, str(ROOT / "run_portfolio_optimize.py"), "--sampler", sampler),
            *("--trials", str(trials), "--seed", "1", "--jobs", "1", "--json"),
        ],
        cwd=tmp_path,
        env={**os.environ, "OPTIMIZE_LOOKBACK": "600"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with program:
        assert program.stderr is not None
        while f"of {trials} trials" not in program.stderr.readline():
            assert program.poll() is None
        program.send_signal(signal.SIGINT)
        out, told = program.communicate(timeout=120)
    assert program.returncode == 130
    assert told.rstrip().endswith("run_portfolio_optimize.py: interrupted")
    document = json.loads(out)
    (run,) = document["assets"]
    assert document["interrupted"] is True
    assert 0 < run["trials"] < trials
    assert run["promoted"] is False
    assert run["best"]["score"] is not None
    assert not list(tmp_path.rglob("strategy_config.json"))
