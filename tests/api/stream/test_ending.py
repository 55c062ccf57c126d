"""A server that is asked to end does so at once, whoever listens."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import httpx
import pytest

from tests.support.pages.event_reader import EventReader
from tests.support.processes.programs import free_port
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_open_streams_and_with_them_the_server(tmp_path, number):
    write_volume(tmp_path, candles=9)
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "api.api:app", "--no-access-log"]
    environment = {**os.environ, "DATA_DIR": str(tmp_path)}
    server = subprocess.Popen([*command, "--port", str(port)], env=environment)
    with contextlib.ExitStack() as open_ones:
        open_ones.callback(server.wait)
        open_ones.callback(server.kill)
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/health/live")
        readers = [
            open_ones.enter_context(EventReader(address, symbol="BTC/USDT")) for _ in range(3)
        ]
        for reader in readers:
            reader.until(lambda event: event.name == "status")
        server.send_signal(number)
        asked = time.monotonic()
        for reader in readers:
            assert list(reader) == []
        assert server.wait(timeout=30) in (0, -number)
        assert time.monotonic() - asked < 10


def _wait(address):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            httpx.get(address).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")
