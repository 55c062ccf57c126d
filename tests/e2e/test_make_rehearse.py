"""`make rehearse` in a fresh copy: orders on a simulated exchange, without internet or keys."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

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
CANARY = "canary-5b1e"


@pytest.fixture
def mark() -> Iterator[str]:
    """The mark of every process that the test starts; none of them outlives it."""
    mark = uuid.uuid4().hex
    yield mark
    end_marked(mark)


def asked(port: int, path: str) -> Any:
    """What the API answers; None while it does not."""
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5, trust_env=False)
    except httpx.TransportError:
        return None
    return answer.json() if answer.status_code == 200 else None


def test_make_rehearse_trades_by_orders_shows_it_and_ends_with_ctrl_c(
    tmp_path: Path, mark: str
) -> None:
    folder = copy_checkout(tmp_path)
    keys = f"EXCHANGE_API_KEY={CANARY}\nEXCHANGE_API_SECRET={CANARY}\n"
    (folder / ".env").write_text(keys + "RISK_PER_TRADE_PCT=0.25\n")
    port = free_port()
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    with subprocess.Popen(
        ["make", "rehearse", f"VENV={sys.prefix}"],
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
        wait_until(lambda: bool((asked(port, "/status") or {}).get("trades")), 90, "a trade")
        status = asked(port, "/status")
        press_ctrl_c(program)
        program.wait(timeout=45)
        reader.join(timeout=10)
    assert marked(mark) == []
    assert any(f"http://127.0.0.1:{port}/dashboard" in line for line in printed)
    assert not any("did not end in order" in line for line in printed)
    assert (status["mode"], status["risk_per_trade_pct"]) == ("TESTNET", 0.25)
    (state,) = (folder / "data" / "rehearsals").iterdir()
    lines = [json.loads(line) for line in (state / "journal.jsonl").read_text().splitlines()]
    assert {"intent", "request", "report", "fill"} <= {line["kind"] for line in lines}
    written = [path.read_bytes() for path in state.rglob("*") if path.is_file()]
    assert not any(CANARY.encode() in content for content in written)
    assert not any(CANARY in line for line in printed)
