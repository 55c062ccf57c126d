"""Rows of long columns where something holds."""

import numpy as np
import pytest

from bot.arrays import rows_where


@pytest.mark.parametrize("length", [0, 1, 65_535, 65_536, 65_537, 200_001])
def test_the_rows_are_those_of_the_whole_columns_at_once(length):
    rng = np.random.default_rng(length)
    first, second = rng.normal(size=(2, length))
    rows = rows_where(lambda left, right: left * right > 1.0, first, second)
    np.testing.assert_array_equal(rows, np.flatnonzero(first * second > 1.0))


def test_a_row_on_either_side_of_a_seam_is_one_row():
    column = np.zeros(131_072)
    column[[65_535, 65_536]] = 1.0
    assert rows_where(lambda values: values > 0.0, column).tolist() == [65_535, 65_536]
