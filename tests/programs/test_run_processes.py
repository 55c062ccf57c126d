"""`make run`: how the processes are started together and ended together."""

import os
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.programs.run_processes.program import ROOT, check_free, process_environment
from bot.settings.names import EXCHANGE_KEYS
from tests.support.processes.programs import (
    MARK,
    end_marked,
    free_port,
    marked,
    press_ctrl_c,
    wait_until,
)

Start = Callable[..., "subprocess.Popen[str]"]

BOT = """
import pathlib, signal, sys, time
def end(*_):
    pathlib.Path(sys.argv[1]).write_text("state written")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
pathlib.Path(sys.argv[1]).write_text("up")
time.sleep(60)
"""
API = "http.server --bind 127.0.0.1 ${API_PORT}"
DIES = """
import pathlib, sys, time
while not pathlib.Path(sys.argv[1]).exists():
    time.sleep(0.05)
sys.exit(3)
"""


def test_a_port_in_use_is_refused_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(ConfigError, match=f"port {port} is in use: .* set another API_PORT"):
            check_free("127.0.0.1", port)
    check_free("127.0.0.1", port)


def test_a_host_that_is_not_this_machines_is_refused_by_its_name() -> None:
    with pytest.raises(ConfigError, match=r"API_HOST=192\.0\.2\.1 cannot be listened on"):
        check_free("192.0.2.1", free_port())


def test_the_api_gets_no_exchange_key_and_the_bot_does(tmp_path: Path) -> None:
    given = dict.fromkeys(EXCHANGE_KEYS, "canary")
    dotenv = tmp_path / ".env"
    dotenv.write_text("".join(f"{name}=canary\n" for name in EXCHANGE_KEYS))
    assert "canary" not in process_environment("api", given, dotenv).values()
    assert set(process_environment("bot", given, dotenv)) > EXCHANGE_KEYS


def test_a_process_finds_the_python_that_runs_the_others_first() -> None:
    path = process_environment("bot", {"PATH": "/bin"}, Path("none"))["PATH"]
    assert path == f"{Path(sys.executable).parent}:/bin"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the runner with a Procfile of small programs; kills what a failed test leaves."""
    mark = uuid.uuid4().hex
    (tmp_path / "bot.py").write_text(BOT)
    (tmp_path / "dies.py").write_text(DIES)
    (tmp_path / "health").mkdir()
    (tmp_path / "health" / "live").write_text("alive")

    def start(*lines: str, port: int | None = None) -> "subprocess.Popen[str]":
        procfile = tmp_path / "Procfile"
        procfile.write_text("".join(f"{line}\n" for line in lines))
        return subprocess.Popen(
            [sys.executable, "-m", "tools.run_processes", "--procfile", procfile],
            cwd=ROOT,
            env=os.environ | {MARK: mark, "API_PORT": str(port or free_port())},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    yield start
    left = marked(mark)
    end_marked(mark)
    assert left == []


def bot(folder: Path) -> str:
    return f"bot: exec python {folder}/bot.py {folder}/state"


def read_until(program: "subprocess.Popen[str]", text: str) -> str:
    assert program.stdout
    lines = []
    for line in program.stdout:
        lines.append(line)
        if text in line:
            return "".join(lines)
    raise AssertionError(f"{text!r} was never printed:\n{''.join(lines)}")


@pytest.mark.e2e
@pytest.mark.parametrize("by", ["ctrl-c", "SIGTERM", "SIGHUP"])
def test_one_signal_ends_all_in_order_after_the_address_was_told(
    start: Start, tmp_path: Path, by: str
) -> None:
    port = free_port()
    api = f"api: exec python -m {API} --directory {tmp_path}"
    program = start(bot(tmp_path), api, port=port)
    read_until(program, f"dashboard: http://127.0.0.1:{port}/dashboard")
    wait_until((tmp_path / "state").exists, 10, "the bot is up")
    if by == "ctrl-c":
        press_ctrl_c(program)
    else:
        program.send_signal(signal.Signals[by])
    printed = program.communicate(timeout=20)[0]
    assert program.returncode == 0, printed
    assert (tmp_path / "state").read_text() == "state written"


@pytest.mark.e2e
def test_a_process_that_dies_ends_all_and_its_exit_code_is_told(
    start: Start, tmp_path: Path
) -> None:
    program = start(bot(tmp_path), f"optimizer: exec python {tmp_path}/dies.py {tmp_path}/state")
    printed = program.communicate(timeout=20)[0]
    assert "optimizer ended by itself with exit code 3, so all were ended" in printed
    assert program.returncode == 3
    assert (tmp_path / "state").read_text() == "state written"


@pytest.mark.e2e
def test_a_signal_while_starting_leaves_nothing_behind(start: Start, tmp_path: Path) -> None:
    program = start(bot(tmp_path), bot(tmp_path).replace("bot:", "second:"))
    wait_until(lambda: handles_sigterm(program.pid), 10, "the runner handles signals")
    program.send_signal(signal.SIGTERM)
    printed = program.communicate(timeout=20)[0]
    assert program.returncode == 0, printed


def handles_sigterm(process: int) -> bool:
    """Whether the process has its own handler for SIGTERM (proc(5): SigCgt, a mask in hex)."""
    status = Path(f"/proc/{process}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


@pytest.mark.e2e
def test_a_port_in_use_is_told_in_one_sentence_with_exit_code_2(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        program = start("bot: exec python -c 'print(1)'", port=port)
        printed = program.communicate(timeout=20)[0]
    assert program.returncode == 2
    assert printed.startswith(f"cannot start: port {port} is in use")
    assert printed.count("\n") == 1


@pytest.mark.e2e
def test_a_wrong_setting_is_told_before_anything_is_started(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOOKBACK", "many")
    printed = start("bot: exec python -c 'print(1)'").communicate(timeout=20)[0]
    assert printed.startswith("cannot start: ")
    assert "LOOKBACK" in printed
    assert "'many'" in printed
    assert printed.count("\n") == 1
