"""What the four services say is on the volume, to be read over HTTP, and no secret is in it."""

import os
import signal
import subprocess
import sys
import time

import httpx
import pytest

from tests.support.processes.programs import free_port

pytestmark = pytest.mark.e2e
CANARY = "c4nary-that-sings-0123456789"
SECRETS = {
    "EXCHANGE_API_KEY": f"{CANARY}-key",
    "EXCHANGE_API_SECRET": f"{CANARY}-secret",
    "API_TOKEN": f"{CANARY}-token",
}
ONCE = {
    "bot": ["-m", "bot.bot", "--once"],
    "optimizer": ["run_auto_optimize.py", "--once"],
}
NEWS = ["tools/ingest_news_to_macro_events.py", "--every"]


def test_all_services_keep_their_logs_in_the_volume_and_none_a_secret(tmp_path):
    port = str(free_port())
    settings = {"DATA_DIR": str(tmp_path), "AUTO_OPTIMIZE_TRIALS": "5", "LOG_LEVEL": "DEBUG"}
    environment = {**os.environ, **SECRETS, **settings}
    running = [_started([*NEWS], environment)]
    api = ["-m", "uvicorn", "api.api:app", "--no-access-log", "--port", port]
    running.append(_started(api, environment))
    try:
        for arguments in ONCE.values():
            assert _started(arguments, environment).wait(timeout=200) == 0
        lines = _lines_of_all(f"http://127.0.0.1:{port}")
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(timeout=30)
    assert {line["process"] for line in lines} == {"bot", "optimizer", "news", "api"}
    kept = [path for path in (tmp_path / "logs").iterdir() if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
    assert not [path.name for path in kept if CANARY in path.read_text()]


def _started(arguments, environment):
    return subprocess.Popen([sys.executable, *arguments], env=environment)


def _lines_of_all(address):
    """What /logs answers, once every service has said something."""
    token = {"Authorization": f"Bearer {SECRETS['API_TOKEN']}"}
    deadline = time.monotonic() + 60
    while True:
        try:
            asked = {"limit": 1000, "level": "debug"}
            answer = httpx.get(f"{address}/logs", params=asked, headers=token)
            assert answer.status_code == 200, answer.text
            lines = answer.json()
            if len({line["process"] for line in lines}) == 4 or time.monotonic() > deadline:
                return lines
        except httpx.TransportError:
            assert time.monotonic() < deadline
        time.sleep(0.3)
