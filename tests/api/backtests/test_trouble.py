"""Whatever goes wrong while one runs is told of it, and the next one has its turn."""

import errno
import os
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from bot.domain.errors import DataError, StateError
from bot.state.backtests import JsonBacktestStore
from tests.support.processes.programs import wait_until

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class FailingProgram:
    """Fails with one error after the other, the first time once `may_run` is set."""

    def __init__(self, *errors: Exception) -> None:
        self._errors: Iterator[Exception] = iter(errors)
        self.may_run = threading.Event()

    def run(self, *_: Any) -> None:
        """Fail."""
        self.may_run.wait()
        raise next(self._errors)


def failures(lab: Any, program: FailingProgram, addresses: Sequence[str]) -> list[str]:
    """What is told of each in the end."""
    program.may_run.set()
    shown = [lab.over(address) for address in addresses]
    assert [each["state"] for each in shown] == ["failed"] * len(shown)
    return [each["error"] for each in shown]


def test_a_full_disk_is_told_and_the_next_one_has_its_turn(lab):
    lab.desk._program = program = FailingProgram(FULL, DataError("no candles"))
    addresses = [lab.started(), lab.started()]
    said = failures(lab, program, addresses)
    assert said == ["it could not be run: No space left on device", "no candles"]


def test_a_program_that_writes_no_result_has_failed(lab, tmp_path, monkeypatch):
    (tmp_path / "nothing.py").write_text("")
    monkeypatch.setattr("api.backtests.program.RUN_BACKTEST", tmp_path / "nothing.py")
    shown = lab.over(lab.started())
    assert (shown["state"], shown["error"]) == ("failed", "the program ended without a result.json")


def test_a_result_that_is_no_text_has_failed(lab, tmp_path, monkeypatch):
    writes = "import pathlib\nfor name in ('result.json', 'report.html'):\n"
    (tmp_path / "noise.py").write_text(f"{writes}    pathlib.Path(name).write_bytes(b'\\xff')\n")
    monkeypatch.setattr("api.backtests.program.RUN_BACKTEST", tmp_path / "noise.py")
    assert "a result that cannot be read" in lab.over(lab.started())["error"]


def test_an_end_that_cannot_be_written_is_written_once_it_can(lab, monkeypatch):
    lab.desk._program = program = FailingProgram(DataError("no candles"), DataError("none either"))
    addresses = [lab.started(), lab.started()]
    lab.wait_for(addresses[0], "running")
    is_full, refused, change = threading.Event(), threading.Event(), JsonBacktestStore.change
    is_full.set()

    def refuse_where_full(store: Any, *parts: Any) -> Any:
        if is_full.is_set():
            refused.set()
            raise StateError(f"cannot write {lab.folder}/backtests/x: No space left on device")
        return change(store, *parts)

    monkeypatch.setattr(JsonBacktestStore, "change", refuse_where_full)
    program.may_run.set()
    wait_until(refused.is_set, 20, "the end is refused")
    assert lab.state(addresses[0]) == "running"
    is_full.clear()
    first, second = failures(lab, program, addresses)
    assert "No space left on device" in first or "its log says why" in first
    assert str(lab.folder) not in first
    assert second == "none either"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_the_service_itself_is_told_too(lab):
    lab.desk._program = program = FailingProgram(RuntimeError("a fault"), DataError("no candles"))
    said = failures(lab, program, [lab.started()])
    assert said == ["the service failed while it ran; its log says why: start it again"]
    assert failures(lab, program, [lab.started()]) == ["no candles"]
