"""Calling python -m bot.research inside the test's own process."""

from pathlib import Path

import pytest

from bot.command_line import run_program
from bot.programs.research.flags import PROGRAM
from bot.programs.research.program import main
from bot.settings.names import SETTING_NAMES
from tests.support.backtest_program import Call, Done
from tests.support.candles import random_walk


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Run the program with flags, in an empty folder without settings."""
    monkeypatch.chdir(tmp_path)
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)

    def call(*flags: str) -> Done:
        try:
            code = run_program(PROGRAM, main, flags)
        except SystemExit as end:
            code = int(str(end.code))
        return Done(code, *capsys.readouterr())

    return call


@pytest.fixture(scope="session")
def candles_csv(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of 600 hourly candles from 2024-01-01T00:00Z on."""
    file = tmp_path_factory.mktemp("candles") / "candles.csv"
    random_walk(600, seed=3, deviation=0.01).to_csv(file)
    return str(file)
