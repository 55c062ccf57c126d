"""`make run` in a fresh copy: no .env, no keys, nothing prepared but the installed packages."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import httpx
import pytest

from tests.support.processes.checkout import copy_checkout
from tests.support.processes.programs import (
    MARK,
    end_marked,
    free_port,
    marked,
    press_ctrl_c,
    wait_until,
)

pytestmark = pytest.mark.e2e
KEPT = ("PATH", "HOME", "LANG")


@pytest.fixture
def mark() -> Iterator[str]:
    """The mark of every process that the test starts; none of them outlives it."""
    mark = uuid.uuid4().hex
    yield mark
    end_marked(mark)


def decision(port: int) -> str | None:
    """The reason of the last decision that /status shows; None while there is none."""
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/status", timeout=5, trust_env=False)
    except httpx.TransportError:
        return None
    return answer.json().get("reason") or None if answer.status_code == 200 else None


def test_make_run_shows_decisions_within_a_minute_and_ctrl_c_ends_all(
    tmp_path: Path, mark: str
) -> None:
    folder = copy_checkout(tmp_path)
    port = free_port()
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    with subprocess.Popen(
        ["make", "run", f"VENV={sys.prefix}"],
        cwd=folder,
        env=environment | {MARK: mark, "API_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as program:
        printed: list[str] = []
        reader = Thread(target=printed.extend, args=(program.stdout,), daemon=True)
        reader.start()
        wait_until(lambda: decision(port) is not None, 60, "a decision on /status")
        wait_until(lambda: told(printed, f"http://127.0.0.1:{port}/dashboard"), 10, "the address")
        press_ctrl_c(program)
        program.wait(timeout=45)
        reader.join(timeout=10)
    assert not told(printed, "did not end in order")
    assert marked(mark) == []
    assert (folder / "data" / "state.json").stat().st_size > 0


def told(printed: list[str], text: str) -> bool:
    return any(text in line for line in printed)
