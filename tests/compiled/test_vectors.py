"""Many rows at once answer as the same rows one by one."""

import math

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.compiled.loops import compiled
from bot.compiled.vectors import STRIDE, highest_row, lowest_row, rows_touching

LEVELS = st.sampled_from([-math.inf, -1.0, -0.0, 0.0, 1.0, 2.0, math.inf])
PRICES = LEVELS | st.just(math.nan) | st.floats(-3.0, 3.0)


def rows(values):
    return st.lists(values, min_size=STRIDE + 7, max_size=STRIDE + 7).map(np.array)


@compiled
def touching(low, high, t, floor, ceiling):
    return rows_touching(low, high, np.uint64(t), floor, ceiling)


@compiled
def ends(values, t):
    return lowest_row(values, np.uint64(t)), highest_row(values, np.uint64(t))


@given(rows(PRICES), rows(PRICES), st.integers(0, 7), LEVELS, LEVELS)
def test_each_bit_is_whether_its_row_touches(low, high, t, floor, ceiling):
    word = touching(low, high, t, floor, ceiling)
    expected = [low[k] <= floor or high[k] >= ceiling for k in range(t, t + STRIDE)]
    assert [bool(word >> k & 1) for k in range(64)] == expected + [False] * (64 - STRIDE)


@given(rows(LEVELS | st.floats(-3.0, 3.0)), st.integers(0, 7))
def test_lowest_and_highest_are_those_of_the_rows(values, t):
    among = values[t : t + STRIDE]
    assert ends(values, t) == (among.min(), among.max())


@pytest.mark.parametrize(
    "values", [np.zeros(80)[::2], np.zeros(40, np.float32)], ids=["strided", "float32"]
)
def test_arrays_that_cannot_be_read_so_are_refused(values):
    with pytest.raises(numba.TypingError):
        ends(values, 0)
