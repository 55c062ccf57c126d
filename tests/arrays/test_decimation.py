"""Decimation keeps what a picture is read for."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from bot.arrays import decimated_rows

series = hnp.arrays(np.float64, st.integers(1, 300), elements=st.floats(-1e9, 1e9))


@given(series, st.integers(4, 60))
def test_first_last_lowest_and_highest_are_kept_within_the_limit(values, limit):
    rows = decimated_rows(values, limit)
    assert len(rows) <= max(limit, 1)
    assert (np.diff(rows) > 0).all()
    assert (rows[0], rows[-1]) == (0, len(values) - 1)
    assert values[rows].min() == values.min()
    assert values[rows].max() == values.max()


@given(series, st.integers(300, 400))
def test_a_short_series_is_kept_whole(values, limit):
    assert decimated_rows(values, limit).tolist() == list(range(len(values)))


@given(st.integers(0, 999), st.sampled_from([1.0, -1.0]))
def test_a_single_spike_survives_wherever_it_is(where, spike):
    values = np.zeros(1000)
    values[where] = spike
    assert where in decimated_rows(values, 20)
