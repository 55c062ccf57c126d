"""A service over a real volume, three seconds after the bot's last cycle."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.support.api_app import app_over
from tests.support.pages.asgi_client import AsgiClient
from tests.support.small_volume import NOON, write_volume

NOW = NOON + timedelta(seconds=3)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A volume with two symbols, only read by the tests."""
    folder = tmp_path_factory.mktemp("filled") / "data"
    write_volume(folder)
    write_volume(folder, symbol="ETH/USDT", candles=30)
    return folder


@pytest.fixture
def serve() -> Callable[..., AsgiClient]:
    """The service over a folder, at a moment."""

    def start(folder: Path, now: datetime = NOW) -> AsgiClient:
        return AsgiClient(app_over(folder, allowed_hosts=["testserver"], now=lambda: now))

    return start


@pytest.fixture
def client(serve: Callable[..., AsgiClient], filled: Path) -> AsgiClient:
    """The service over the filled volume."""
    return serve(filled)
