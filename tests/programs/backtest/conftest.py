"""Calling run_backtest.py inside the test's own process."""

from pathlib import Path

import pytest

from bot.programs.backtest.program import main
from tests.support.backtest_program import Call, caller
from tests.support.candles import random_walk


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Run the program with flags and typed lines, in an empty folder without settings."""
    return caller(tmp_path, monkeypatch, capsys, "run_backtest.py", main)


@pytest.fixture(scope="session")
def candles_csv(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of 300 hourly candles from 2024-01-01T00:00Z on."""
    file = tmp_path_factory.mktemp("candles") / "candles.csv"
    random_walk(300).to_csv(file)
    return str(file)
