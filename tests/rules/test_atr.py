"""The ATR against TA-Lib, and how soon it forgets where its candles begin."""

import numpy as np
import pytest
import talib

from bot.candles import clean_candles
from bot.rules.atr import atr_warm_up, average_true_range
from tests.support.candles import random_walk
from tests.support.real_data import ohlcv_files, read_raw

PERIODS = (2, 14, 50)


def prices(frame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return tuple(np.ascontiguousarray(frame[name].to_numpy()) for name in ("high", "low", "close"))


def assert_equals_talib(frame) -> None:
    for period in PERIODS:
        ours = average_true_range(*prices(frame), period)
        theirs = talib.ATR(*prices(frame), period)
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=0)


@pytest.mark.parametrize("path", ohlcv_files(), ids=lambda path: path.name)
def test_the_atr_equals_talib_on_real_series(path):
    assert_equals_talib(clean_candles(read_raw(path)))


@pytest.mark.parametrize("seed", range(5))
def test_the_atr_equals_talib_on_random_walks(seed):
    assert_equals_talib(random_walk(1000, seed=seed))


def test_the_atr_by_hand():
    high, low, close = (np.array(row, float) for row in ([12, 14, 13], [10, 11, 12], [11, 13, 12]))
    assert average_true_range(high, low, close, 2).tolist()[2:] == [(3 + 1) / 2]
    assert np.isnan(average_true_range(high, low, close, 2)[:2]).all()


@pytest.mark.parametrize("period", [2, 5, 14, 50])
def test_after_its_warm_up_the_atr_is_that_of_the_whole_history_to_the_last_bit(period):
    frame = random_walk(atr_warm_up(period) + 300, seed=period)
    whole = average_true_range(*prices(frame), period)
    for start in range(0, 300, 10):
        part = average_true_range(*prices(frame.iloc[start:]), period)
        begin = atr_warm_up(period) - 1
        assert part[begin:].tolist() == whole[start + begin :].tolist()


def test_no_row_reads_a_later_candle():
    frame = random_walk(200, seed=1)
    whole = average_true_range(*prices(frame), 14)
    part = average_true_range(*prices(frame.iloc[:120]), 14)
    np.testing.assert_array_equal(part, whole[:120])
