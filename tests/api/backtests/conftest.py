"""A service whose volume has a file of candles, and strategies of a user's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.state import FileVolume
from tests.support.api_app import app_over
from tests.support.candles import random_walk
from tests.support.pages.asgi_client import AsgiClient
from tests.support.processes.programs import wait_until

PATIENCE_SECONDS = 300
"""The first run on a machine compiles what it computes with."""


class Lab:
    """A service over a folder, and what a test asks of it again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.app = app_over(folder, allowed_hosts=["testserver"])
        self.client = AsgiClient(self.app)
        self.store = FileVolume(folder).backtests

    @property
    def desk(self) -> Any:
        """Who runs the backtests."""
        return self.app.state.surroundings.backtests

    def start(self, **changes: Any) -> Any:
        """The answer to a backtest asked for."""
        asked = {"symbol": "BTC/USDT", "timeframe": "1h", "source": "csv", "csv": "candles.csv"}
        return self.client.post("/backtests", json={**asked, **changes})

    def started(self, **changes: Any) -> str:
        """The address of a backtest that was taken in."""
        answer = self.start(**changes)
        assert answer.status_code == 202, answer.text
        address: str = answer.headers["location"]
        return address

    def state(self, address: str) -> str | None:
        """Its state now; None where it is kept no more."""
        kept = self.store.read(address.rpartition("/")[2])
        return None if kept is None else str(kept.state)

    def wait_for(self, address: str, *states: str) -> dict[str, Any]:
        """The backtest once it is in one of the states."""
        what = f"{address} is {states}"
        wait_until(lambda: self.state(address) in states, PATIENCE_SECONDS, what)
        backtest: dict[str, Any] = self.client.get(address).json()
        return backtest

    def over(self, address: str) -> dict[str, Any]:
        """The backtest once it has ended."""
        return self.wait_for(address, "done", "failed")

    def write_strategy(self, name: str, does: str) -> None:
        """A strategy of the volume that `does` something when it is loaded."""
        (self.folder / "strategies").mkdir(exist_ok=True)
        (self.folder / "strategies" / f"{name}.py").write_text(f"import json, os, time\n\n{does}\n")

    def started_slow(self, **changes: Any) -> str:
        """The address of a backtest that runs until it is ended."""
        self.write_strategy("slow", "time.sleep(600)")
        return self.started(config={"strategy": "slow"}, **changes)


@pytest.fixture
def make_lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Lab]]:
    """Makes the service over the same folder again, as a restart does; all end with the test."""
    monkeypatch.setattr("api.backtests.program.POLITENESS", 0)  # tests have the machine in turns
    folder = tmp_path / "data"
    folder.mkdir()
    random_walk(300).to_csv(folder / "candles.csv")
    labs: list[Lab] = []

    def make() -> Lab:
        labs.append(Lab(folder))
        return labs[-1]

    yield make
    for lab in labs:
        lab.desk.close()


@pytest.fixture
def lab(make_lab: Callable[[], Lab]) -> Lab:
    """The service, before anything was asked of it."""
    return make_lab()
