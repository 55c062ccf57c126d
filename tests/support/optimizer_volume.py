"""A volume of their own for the optimizing programs, called in the test's process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

SETTINGS = {"SYMBOL": "BTC/USDT", "OPTIMIZE_LOOKBACK": "400", "AUTO_OPTIMIZE_TRIALS": "30"}


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """DATA_DIR of the settings, with synthetic candles and no .env."""
    monkeypatch.chdir(tmp_path)
    for name, value in {**SETTINGS, "DATA_DIR": str(tmp_path / "data")}.items():
        monkeypatch.setenv(name, value)
    yield tmp_path / "data"
    structlog.reset_defaults()  # the stderr of this test is closed after it
