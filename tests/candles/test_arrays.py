"""Candles as arrays: the frame's own memory, volume among them."""

import numpy as np
import pytest

from bot.candles import CandleArrays, clean_candles
from bot.domain.errors import DataError
from tests.support.candles import COLUMNS, even_candles, random_walk


def test_the_arrays_hold_what_the_frame_holds() -> None:
    frame = random_walk(50, seed=1)
    candles = CandleArrays.of(frame, "1h")
    for name in COLUMNS:
        np.testing.assert_array_equal(getattr(candles, name), frame[name])
    assert candles.open_time.tolist() == frame.index.as_unit("ns").asi8.tolist()
    assert (candles.close_time - candles.open_time == 3_600_000_000_000).all()


def test_the_columns_of_a_checked_frame_are_not_copied() -> None:
    frame = clean_candles(random_walk(50, seed=1).astype(object))
    candles = CandleArrays.of(frame.iloc[10:40], "1h")
    for name in COLUMNS:
        assert np.shares_memory(getattr(candles, name), frame.to_numpy()), name


def test_volume_is_nan_where_the_source_has_none() -> None:
    frame = clean_candles(even_candles(3).drop(columns="volume"))
    assert np.isnan(CandleArrays.of(frame, "1h").volume).all()


def test_a_part_is_a_view_of_every_column() -> None:
    candles = CandleArrays.of(random_walk(50, seed=1), "1h")
    part = candles.part(slice(10, 20))
    assert len(part) == 10
    for name in ("open_time", *COLUMNS):
        assert np.shares_memory(getattr(part, name), getattr(candles, name)), name
        np.testing.assert_array_equal(getattr(part, name), getattr(candles, name)[10:20])


def test_no_candle_is_refused() -> None:
    with pytest.raises(DataError, match="at least one candle"):
        CandleArrays.of(even_candles(1).iloc[:0], "1h")
