"""Sets of rows as bits hold the rows that were put in, and find the next one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.compiled.row_sets import first_row, no_rows, rows_equal

SIZES = st.sampled_from([1, 2, 63, 64, 65, 127, 128, 129, 200])


@given(SIZES, st.data())
def test_the_first_row_of_a_set_is_that_of_the_values(size: int, data: st.DataObject):
    held = data.draw(st.sets(st.integers(0, size - 1)))
    start, end = data.draw(st.integers(0, size)), data.draw(st.integers(0, size))
    values = np.zeros(size, np.int8)
    values[list(held)] = -1
    expected = min((row for row in held if start <= row < end), default=end)
    assert first_row(rows_equal(values, -1), start, end) == expected


@given(SIZES)
def test_an_empty_set_has_no_first_row(size: int):
    assert first_row(no_rows(size), 0, size) == size
