"""The healthchecks of the containers, on what the services really write and answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bot.domain import CycleRecord
from bot.programs.api_health import api_fault
from bot.programs.healthcheck import main
from bot.programs.healthcheck.program import HEARTBEAT_FILES, heartbeat_fault
from bot.state import FileVolume
from bot.state.cycles import JsonStateStore
from bot.state.heartbeat import OPTIMIZER_HEARTBEAT_FILE
from tests.support.processes.programs import free_port
from tests.support.records import bot_state

NOW = datetime(2024, 1, 1, 12, tzinfo=UTC)


def write_state(folder: Path, heartbeat: datetime | None, interval: float = 60) -> None:
    state = replace(bot_state(1), heartbeat=heartbeat, loop_interval_seconds=interval)
    JsonStateStore(folder, writer=True).commit(CycleRecord(state=state))


def test_a_bot_is_alive_until_its_heartbeat_is_three_intervals_and_30_s_old(
    tmp_path: Path,
) -> None:
    write_state(tmp_path, NOW, interval=60)
    assert heartbeat_fault(tmp_path / "state.json", NOW + timedelta(seconds=210)) is None
    fault = heartbeat_fault(tmp_path / "state.json", NOW + timedelta(seconds=211))
    assert fault == "last heartbeat 211 s ago, allowed are 210 s"


def test_an_interval_of_a_day_is_not_cut_to_its_seconds(tmp_path: Path) -> None:
    write_state(tmp_path, NOW, interval=86400)
    assert heartbeat_fault(tmp_path / "state.json", NOW + timedelta(days=3)) is None
    fault = heartbeat_fault(tmp_path / "state.json", NOW + timedelta(days=4))
    assert fault == "last heartbeat 345600 s ago, allowed are 259230 s"


def test_a_bot_without_state_is_not_alive_yet(tmp_path: Path) -> None:
    fault = heartbeat_fault(tmp_path / "state.json", NOW)
    assert fault is not None
    assert fault.startswith("no heartbeat yet")


def test_an_optimizer_is_alive_by_the_same_rule_in_its_own_file(tmp_path: Path) -> None:
    assert HEARTBEAT_FILES["optimizer"] == OPTIMIZER_HEARTBEAT_FILE
    FileVolume(tmp_path).optimizer_heartbeat.beat(NOW, interval_seconds=60)
    file = tmp_path / OPTIMIZER_HEARTBEAT_FILE
    assert heartbeat_fault(file, NOW + timedelta(seconds=210)) is None
    assert heartbeat_fault(file, NOW + timedelta(seconds=211)) is not None
    FileVolume(tmp_path).optimizer_heartbeat.beat(NOW + timedelta(seconds=60), interval_seconds=60)
    assert heartbeat_fault(file, NOW + timedelta(seconds=211)) is None


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"heartbeat": null, "loop_interval_seconds": 60}']
)
def test_a_state_without_a_heartbeat_is_a_fault_with_a_reason(tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content)
    fault = heartbeat_fault(tmp_path / "state.json", NOW)
    assert fault is not None
    assert fault.startswith("state.json has no readable heartbeat")


def test_the_exit_code_is_what_the_engine_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert main(["bot"]) == 1
    assert capsys.readouterr().err.startswith("bot is unhealthy: no heartbeat yet")
    write_state(tmp_path, datetime.now(UTC))
    assert main(["bot"]) == 0


@pytest.mark.parametrize(("status", "fault"), [(200, None), (503, "/health/live answered 503")])
def test_an_api_is_alive_when_it_says_so(status: int, fault: str | None) -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/health/live" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.handle_request).start()
        assert api_fault(server.server_port) == fault


def test_an_api_that_does_not_answer_is_down() -> None:
    port = free_port()
    assert api_fault(port) == f"no answer on port {port}"
