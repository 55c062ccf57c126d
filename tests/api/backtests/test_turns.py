"""One backtest at a time, ended at any instant, and nothing left of what was canceled."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from bot.domain import BacktestState
from bot.state import FileVolume
from tests.support.processes.backtest_processes import backtest_processes
from tests.support.processes.programs import wait_until


def files_of(folder):
    return sorted(path.name for path in (folder / "backtests").rglob("*"))


def work_folders():
    return {path.name for path in Path(tempfile.gettempdir()).glob("backtest-*")}


def test_a_canceled_one_leaves_no_process_no_file_and_no_record(lab):
    before = work_folders()
    address = lab.started_slow()
    lab.wait_for(address, "running")
    wait_until(lambda: backtest_processes(os.getpid()), 20, "the program runs")
    answer = lab.client.post(f"{address}/cancel", json={})
    assert (answer.status_code, answer.json()["state"]) == (200, "canceled")
    assert lab.client.get(address).status_code == 404
    assert lab.client.get("/backtests").json() == []
    wait_until(lambda: not backtest_processes(os.getpid()), 10, "the program is gone")
    wait_until(lambda: work_folders() <= before, 10, "its folder is gone")
    assert files_of(lab.folder) == []


def test_one_runs_while_the_others_wait_and_a_waiting_one_can_be_canceled(lab):
    first, second, third = lab.started_slow(), lab.started(), lab.started()
    lab.wait_for(first, "running")
    assert [lab.state(address) for address in (second, third)] == ["queued", "queued"]
    assert len(backtest_processes(os.getpid())) <= 1
    assert lab.client.post(f"{second}/cancel", json={}).status_code == 200
    assert lab.client.request("DELETE", first).status_code == 204
    assert lab.over(third)["state"] == "done"
    assert [item["state"] for item in lab.client.get("/backtests").json()] == ["done"]


def test_the_end_of_the_service_ends_what_runs_and_what_waits_runs_after_the_next_start(
    lab, make_lab
):
    running, waiting = lab.started_slow(), lab.started()
    lab.wait_for(running, "running")
    lab.desk.close()
    assert backtest_processes(os.getpid()) == []
    shown = lab.client.get(running).json()
    assert (shown["state"], shown["error"]) == (
        "failed",
        "the service ended while it ran: start it again",
    )
    assert lab.state(waiting) == "queued"
    later = make_lab()
    later.desk.open()
    assert later.over(waiting)["state"] == "done"
    assert later.state(running) == "failed"


def test_what_ran_when_the_service_was_killed_has_failed_at_the_next_start(lab, make_lab):
    lab.desk.close()
    address = lab.started()
    store = FileVolume(lab.folder).backtests
    name = address.rpartition("/")[2]
    store.change(name, lambda kept: replace(kept, state=BacktestState.RUNNING, progress=0.4))
    later = make_lab()
    later.desk.open()
    assert later.over(address)["state"] == "failed"
    assert later.over(later.started())["state"] == "done"


def test_a_second_service_on_the_volume_takes_in_what_the_first_one_runs(lab, make_lab):
    other = make_lab()
    slow = lab.started_slow()
    lab.wait_for(slow, "running")
    address = other.started()
    assert other.client.post(f"{slow}/cancel", json={}).status_code == 200
    assert lab.over(address)["state"] == "done"


def test_a_program_that_takes_too_long_is_ended(lab):
    lab.desk._program = replace(lab.desk._program, most_seconds=0.5)
    shown = lab.over(lab.started_slow())
    assert shown["state"] == "failed"
    assert "need a backtest of at most" in shown["error"]
    assert backtest_processes(os.getpid()) == []


def test_the_service_starts_also_where_backtests_cannot_be_read(lab):
    (lab.folder / "backtests").write_text("no folder")
    lab.desk.open()
    assert lab.client.get("/backtests").status_code == 503
    assert lab.client.get("/health/live").status_code == 200


def test_a_start_over_a_volume_that_is_not_there_makes_none(tmp_path, make_lab):
    other = type(make_lab())(tmp_path / "nothing")
    other.desk.open()
    other.desk.close()
    assert other.client.get("/backtests").json() == []
    assert not (tmp_path / "nothing").exists()
