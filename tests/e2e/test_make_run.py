"""`make run` in a fresh copy: no .env, no keys, nothing prepared but the installed packages."""

from pathlib import Path

import httpx
import pytest

from tests.support.processes.checkout import copy_checkout
from tests.support.processes.made import made
from tests.support.processes.programs import free_port, marked, wait_until

pytestmark = pytest.mark.e2e


def decision(port: int) -> str | None:
    """The reason of the last decision that /status shows; None while there is none."""
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/status", timeout=5, trust_env=False)
    except httpx.TransportError:
        return None
    return answer.json().get("last_signal_reason") or None if answer.status_code == 200 else None


def test_make_run_shows_decisions_within_a_minute_and_ctrl_c_ends_all(
    tmp_path: Path, mark: str
) -> None:
    folder = copy_checkout(tmp_path)
    port = free_port()
    with made("run", folder, port=port, mark=mark) as printed:
        wait_until(lambda: decision(port) is not None, 60, "a decision on /status")
        wait_until(lambda: told(printed, f"http://127.0.0.1:{port}/dashboard"), 10, "the address")
    assert not told(printed, "did not end in order")
    assert marked(mark) == []
    assert (folder / "data" / "state.json").stat().st_size > 0


def told(printed: list[str], text: str) -> bool:
    return any(text in line for line in printed)
