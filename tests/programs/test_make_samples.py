"""The sample in the repository is what the committed command makes."""

from pathlib import Path

import pandas as pd
import pytest

from bot.market_data import read_candles_csv
from bot.programs.make_samples.program import main
from tests.support.candles import assert_checked

SAMPLE = Path(__file__).parents[2] / "data" / "sample_ohlcv.csv"


def test_the_sample_is_what_the_command_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "deeper" / "sample.csv"
    assert main(["--out", str(made)]) == 0
    assert "2000 synthetic 1h candles" in capsys.readouterr().out
    # Another processor may differ in the last digit of an exponential, and so by one tick.
    pd.testing.assert_frame_equal(read_candles_csv(made), read_candles_csv(SAMPLE), rtol=1e-6)


def test_the_sample_is_clean() -> None:
    candles = read_candles_csv(SAMPLE, timeframe="1h")
    assert_checked(candles)
    assert len(candles) == 2000
    assert candles.attrs["warnings"] == []
