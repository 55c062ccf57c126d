"""run_auto_optimize.py: a run, what it survives, and its end."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.command_line import run_program
from bot.domain import CycleRecord
from bot.programs.auto_optimize import main
from bot.programs.auto_optimize.run import wait_until as wait_alive
from bot.state import FileVolume
from bot.state.heartbeat import OPTIMIZER_HEARTBEAT_FILE
from tests.support.on_volume import recorded_runs
from tests.support.processes.programs import wait_until
from tests.support.records import bot_state

ROOT = Path(__file__).parents[3]


def test_one_run_is_recorded_and_leaves_a_heartbeat(data_dir):
    assert main(["--once"]) == 0
    (run,) = recorded_runs(data_dir, 9)
    assert (run["symbol"], run["trials"], run["source"]) == ("BTC/USDT", 30, "synthetic")
    assert (data_dir / OPTIMIZER_HEARTBEAT_FILE).exists()


def test_the_service_searches_by_the_sampler_of_its_settings(data_dir, monkeypatch):
    monkeypatch.setenv("AUTO_OPTIMIZE_SAMPLER", "nsga2")
    assert main(["--once"]) == 0
    (run,) = recorded_runs(data_dir, 9)
    assert run["sampler"] == "nsga2"
    assert [one["chosen"] for one in run["pareto_front"]].count(True) <= 1


def test_synthetic_candles_end_where_the_bot_is(data_dir):
    newest = datetime(2025, 2, 1, tzinfo=UTC)
    with FileVolume(data_dir).hold("bot"):
        state = replace(bot_state(1), last_candle_time=newest)
        FileVolume(data_dir).writer("BTC/USDT").commit(CycleRecord(state=state))
    main(["--once"])
    (run,) = recorded_runs(data_dir, 9)
    assert run["candles"]["last"] == "2025-02-01T00:00:00Z"


def test_a_fault_of_the_data_is_told_and_is_no_crash(data_dir, monkeypatch, capsys):
    monkeypatch.setenv("DATA_SOURCE", "csv")
    monkeypatch.setenv("CANDLES_CSV", "absent.csv")
    assert main(["--once"]) == 3
    assert "asset skipped" in capsys.readouterr().err
    (run,) = recorded_runs(data_dir, 9)
    assert run["reason"].startswith("skipped: ")


def test_a_broken_portfolio_file_fails_the_run_and_not_the_service(data_dir, capsys):
    data_dir.mkdir()
    (data_dir / "portfolio.json").write_text("{")
    assert main(["--once"]) == 2
    assert "run failed" in capsys.readouterr().err


def test_a_run_beside_another_optimizer_is_left_out(data_dir, capsys):
    with FileVolume(data_dir).hold("optimizer"):
        assert main(["--once"]) == 2
    assert "run left out" in capsys.readouterr().err
    assert recorded_runs(data_dir, 9) == []


def test_ctrl_c_during_a_single_run_keeps_the_finished_trials_and_is_no_success(
    data_dir, monkeypatch
):
    beats = []

    def press_ctrl_c(self):
        beats.append(1)
        if len(beats) == 3:  # of the second part of the search
            os.kill(os.getpid(), signal.SIGINT)

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a worker of the tests ignores it
    monkeypatch.setattr("bot.programs.auto_optimize.run.Heartbeat.__call__", press_ctrl_c)
    assert run_program("run_auto_optimize.py", main, ["--once"]) == 130
    (run,) = recorded_runs(data_dir, 9)
    assert run["reason"].startswith("interrupted after ")
    assert run["trials"] < 30


def test_waiting_beats_and_ends_when_due():
    beats = []
    wait_alive(time.monotonic() + 0.05, lambda: beats.append(1))
    assert beats


@pytest.mark.e2e
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_service_runs_at_once_then_waits_and_ends_cleanly_on_a_signal(
    data_dir, tmp_path, number
):
    code = "from bot.programs.auto_optimize import main; import sys; sys.exit(main([]))"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LOG_FORMAT": "json"},
        stderr=subprocess.PIPE,
        text=True,
    ) as service:
        wait_until(
            lambda: bool(recorded_runs(data_dir, 1)),
            60,
            "a recorded run",
        )
        service.send_signal(number)
        _, told = service.communicate(timeout=20)
    assert service.returncode == 0
    events = [json.loads(line)["event"] for line in told.splitlines()]
    assert events[0] == "optimizer started"
    assert events[-1] == "optimizer stopped"
    state = json.loads((data_dir / OPTIMIZER_HEARTBEAT_FILE).read_text())
    assert datetime.now(UTC) - datetime.fromisoformat(state["heartbeat"]) < timedelta(minutes=5)
