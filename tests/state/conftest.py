"""Every adapter of the state volume, each tested by the same suite (test_every_*.py)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain import Volume
from bot.state import FileVolume
from tests.support.memory import MemoryVolume

OpenVolume = Callable[[], Volume]


@pytest.fixture(params=["files", "memory"])
def open_volume(request: pytest.FixtureRequest, tmp_path: Path) -> OpenVolume:
    """Opens the same volume again, as another process would."""
    if request.param == "files":
        return lambda: FileVolume(tmp_path / "data")
    memory = MemoryVolume()
    return lambda: memory


@pytest.fixture
def volume(open_volume: OpenVolume) -> Volume:
    """A volume in which nothing is kept yet."""
    return open_volume()
