"""Lows and highs inside a candle that no trading explains."""

from pathlib import Path

import pandas as pd
import pytest

from bot.candles import clean_candles
from tests.support.candles import random_walk
from tests.support.real_data import ohlcv_files, read_raw


def said(frame: pd.DataFrame) -> list[str]:
    return [each for each in clean_candles(frame).attrs["warnings"] if "far from" in each]


@pytest.mark.parametrize(("name", "ratio"), [("low", 0.01), ("low", 0.2), ("high", 100.0)])
def test_a_wrong_low_or_high_is_told_with_its_time_and_left(name: str, ratio: float) -> None:
    frame = random_walk(60)
    frame.loc[frame.index[[20, 30]], name] *= ratio
    (sentence,) = said(frame)
    assert sentence.startswith(
        f"2 candles with a {name} far from open and close, the first at 2024-01-01T20:00:00Z"
    )
    assert clean_candles(frame)[name].iloc[20] == frame[name].iloc[20]
    assert said(clean_candles(frame)) == [sentence]


def test_a_crash_to_a_third_and_back_is_none() -> None:
    frame = random_walk(60)
    frame.loc[frame.index[20], "low"] /= 3
    assert said(frame) == []


def test_a_market_that_always_moves_as_far_has_none() -> None:
    frame = random_walk(60)
    frame["low"] /= 5
    assert said(frame) == []


@pytest.mark.parametrize("path", ohlcv_files(), ids=lambda path: path.stem)
def test_of_the_real_series_one_has_a_wrong_low(path: Path) -> None:
    wrong = {
        "EURUSD_X_1d_long_novolume": [
            "1 candle with a low far from open and close, the first at 2008-03-17"
        ]
    }
    sentences = said(read_raw(path))
    assert [each[: each.index("T00:00")] for each in sentences] == wrong.get(path.stem, [])
