"""A browser for a module's tests, and pages that nothing may go wrong on."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.pages.dashboard_browser import Watched, running_browser, running_service
from tests.support.small_volume import write_volume

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a module."""
    with running_browser() as opened:
        yield opened


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a page of a service; whatever a test does there, nothing goes wrong on it.

    Ask for it behind the service's fixture: the page is then closed before the service ends.
    `expected_faults`: the test makes the service fail, which the browser reports itself.
    """
    opened: list[tuple[Watched, bool]] = []

    def open_one(
        address: str,
        path: str = "/dashboard",
        *,
        width: int = 1440,
        height: int = 900,
        expected_faults: bool = False,
        **options: Any,
    ) -> Page:
        page = browser.new_page(viewport={"width": width, "height": height}, **options)
        opened.append((Watched(page), expected_faults))
        page.goto(f"{address}{path}")
        return page

    yield open_one
    for watched, may_fail in opened:
        watched.page.close()
        assert watched.strangers == []
        if not may_fail:
            assert watched.faults == []


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[str]:
    """The address of a service over a bot of one symbol that runs now."""
    write_volume(tmp_path / "data", heartbeat=datetime.now(UTC))
    with running_service(tmp_path / "data") as address:
        yield address


@pytest.fixture
def three_symbols(tmp_path: Path) -> Iterator[str]:
    """The address of a service over a bot of three symbols that runs now."""
    for symbol in ("BTC/USDT", "ETH/USDT", "NVDA"):
        write_volume(tmp_path / "data", symbol=symbol, candles=60, heartbeat=datetime.now(UTC))
    with running_service(tmp_path / "data") as address:
        yield address
