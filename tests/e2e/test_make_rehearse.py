"""`make rehearse` in a fresh copy: orders on a simulated exchange, without internet or keys."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.processes.checkout import copy_checkout
from tests.support.processes.made import made
from tests.support.processes.programs import free_port, marked, wait_until

pytestmark = pytest.mark.e2e
CANARY = "canary-5b1e"


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
    with made("rehearse", folder, port=port, mark=mark) as printed:
        wait_until(lambda: bool((asked(port, "/status") or {}).get("trades")), 90, "a trade")
        status = asked(port, "/status")
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
