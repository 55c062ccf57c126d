"""The dashboard in a real browser, over a real server on this machine."""

import contextlib
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.api_app import app_over
from tests.support.processes.own_network import own_network

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextlib.contextmanager
def running_service(data_dir: Path, port: int = 0) -> Iterator[str]:
    """The address of the service over a folder, on a port of the loopback, for 0 on a free one."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port may be used again
        listening.bind(("127.0.0.1", port))
        port = listening.getsockname()[1]
        config = uvicorn.Config(
            app_over(data_dir), log_level="error", ws="none", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 20
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(timeout=20)


@contextlib.contextmanager
def running_browser() -> Iterator[Browser]:
    """A real Chromium; skips where the machine has none.

    Until its end this thread is in a network of its own: start the services it visits meanwhile.
    """
    found = CHROMIUM if CHROMIUM.exists() else shutil.which("chromium")
    if found is None:
        pytest.skip("no chromium on this machine")
    with own_network(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A page with what went wrong on it: `faults` (console errors, exceptions) and `strangers`
    (requests to anything but the loopback)."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        self.strangers: list[str] = []
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.faults.append(text)

    def _asked(self, url: str) -> None:
        address = urlparse(url)
        if address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1":
            self.strangers.append(url)
