"""Candles whose date is wrong: far in time from all others."""

from pathlib import Path

import pandas as pd
import pytest

from bot.candles import clean_candles
from tests.support.candles import even_candles
from tests.support.real_data import ohlcv_files, read_raw

YEAR = even_candles(8760, start="2022-01-01")


def said(frame: pd.DataFrame) -> list[str]:
    return [each for each in clean_candles(frame).attrs["warnings"] if "look at" in each]


def at(frame: pd.DataFrame, *rows: tuple[int, str]) -> pd.DataFrame:
    """The frame, some rows of which have another open time."""
    times = frame.index.to_series().reset_index(drop=True)
    for row, time in rows:
        times[row] = pd.Timestamp(time, tz="UTC")
    return frame.set_axis(pd.DatetimeIndex(times))


def test_a_date_of_1970_is_told_before_the_gap_that_it_makes() -> None:
    warnings = clean_candles(at(YEAR, (99, "1970-01-01"))).attrs["warnings"]
    assert warnings[1] == (
        "1 candle lies 18993 days from the others, at 1970-01-01T00:00:00Z: look at its date"
    )
    assert "2 gaps, the longest 18993 days" in warnings[2]


def test_dates_of_the_next_year_are_told_with_the_first() -> None:
    (sentence,) = said(at(YEAR, (5000, "2023-08-01"), (5001, "2023-08-02")))
    assert sentence == (
        "2 candles lie 212 days from the others, the first at 2023-08-01T00:00:00Z: look at their"
        " dates"
    )


def test_both_ends_are_looked_at() -> None:
    first, last = said(at(YEAR, (7, "1970-01-01"), (5000, "2073-08-01")))
    assert "at 1970-01-01" in first
    assert "at 2073-08-01" in last


def test_a_pause_as_long_as_others_of_the_series_is_none() -> None:
    months = pd.date_range("2022-01-01", periods=30, freq="40D", tz="UTC")
    assert said(even_candles(30).set_axis(months)) == []
    assert said(at(YEAR.iloc[:24], (0, "1970-01-01"), (23, "1980-01-01")).iloc[:20]) == []


@pytest.mark.parametrize("path", ohlcv_files(), ids=lambda path: path.stem)
def test_no_real_series_has_a_wrong_date(path: Path) -> None:
    frame = read_raw(path)
    assert said(frame) == []
    assert said(frame.iloc[-500:]) == []
