"""Coarser candles made of finer ones."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.candles.resampling import resampled
from bot.domain.errors import DataError
from tests.support.candles import assert_checked, candles_frame, even_candles, random_walk


def test_a_candle_is_made_of_all_its_parts():
    rows = [[10, 12, 9, 11, 1], [11, 15, 10, 14, 2], [14, 14.5, 8, 9, 3], [9, 10, 8.5, 10, 4]]
    made = resampled(candles_frame(rows, step="15min"), "15m", "1h")
    assert_checked(made)
    assert made.to_numpy().tolist() == [[10, 15, 8, 10, 10]]
    assert str(made.index[0]) == "2024-01-01 00:00:00+00:00"


def test_a_candle_that_lacks_a_part_is_left_out_and_told():
    frame = even_candles(12, step="15min")
    made = resampled(frame.drop(frame.index[5]), "15m", "1h")
    assert made.index.hour.tolist() == [0, 2]
    assert any("left out 1 candles of 1h" in said for said in made.attrs["warnings"])


def test_candles_cut_by_the_window_are_left_out_without_a_word():
    made = resampled(even_candles(12, start="2024-01-01 00:15", step="15min"), "15m", "1h")
    assert made.index.hour.tolist() == [1, 2]
    assert made.attrs["warnings"] == []


def test_the_same_timeframe_is_given_back():
    frame = even_candles(3)
    assert resampled(frame, "1h", "1h") is frame


@pytest.mark.parametrize(
    ("own", "wanted", "start", "words"),
    [
        ("1h", "15m", "2024-01-01", "candles of 15m cannot be made of those of 1h"),
        ("45m", "1h", "2024-01-01", "candles of 1h cannot be made of those of 45m"),
        ("15m", "1h", "2024-01-01 00:05", "that open off its grid"),
        ("15m", "1h", "2024-01-01 00:15", "no candle of 1h has all its parts"),
    ],
)
def test_what_cannot_be_made_exactly_is_refused(own, wanted, start, words):
    frame = even_candles(3, start=start, step=own.replace("m", "min"))
    with pytest.raises(DataError, match=words):
        resampled(frame, own, wanted)


@given(st.integers(0, 2**32 - 1), st.floats(0, 0.05))
def test_the_candles_equal_those_of_pandas_where_all_parts_are_there(seed, missing):
    fine = random_walk(600, seed=seed % 1000)
    fine.index = pd.date_range("2024-01-01 00:07", periods=600, freq="1min", tz="UTC", unit="us")
    fine.index.name = "timestamp"
    fine = fine[np.random.default_rng(seed).random(600) >= missing]
    fine.attrs = {"warnings": []}
    bins = fine.resample("15min")
    whole = bins["open"].count() == 15
    expected = bins.agg(
        {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}
    )[whole]
    made = resampled(fine, "1m", "15m")
    assert made.index.tolist() == expected.index.tolist()
    assert (made.to_numpy() == expected.to_numpy()).all()


def test_volume_is_unknown_where_that_of_a_part_is() -> None:
    candles = even_candles(8)
    candles.loc[candles.index[1], "volume"] = np.nan
    coarse = resampled(candles, "1h", "4h")
    np.testing.assert_array_equal(coarse["volume"], [np.nan, 40.0])
