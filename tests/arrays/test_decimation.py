"""Decimation keeps what a picture is read for."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from bot.arrays import decimated_rows, decimated_rows_of

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


@given(st.lists(st.integers(0, 999), min_size=1, max_size=4), st.integers(10, 40))
def test_a_spike_of_any_column_survives_whatever_the_others_do(places, limit):
    columns = [np.zeros(1000) for _ in places]
    for column, place in zip(columns, places, strict=True):
        column[place] = 1.0
    rows = decimated_rows_of(columns, limit)
    assert len(rows) <= limit
    assert set(places) <= set(rows.tolist())


def test_what_is_not_known_is_no_extreme():
    known = np.r_[np.full(500, np.nan), np.arange(500.0)]
    rows = decimated_rows_of([np.zeros(1000), known, np.full(1000, np.nan)], 20)
    assert {0, 500, 999} <= set(rows.tolist())
    assert len(rows) <= 20


def test_columns_that_turn_in_the_same_rows_have_as_many_points_as_one():
    values = np.random.default_rng(1).normal(size=5_000)
    rows = decimated_rows_of([values, 2.0 * values, values - 7.0], 100)
    assert rows.tolist() == decimated_rows(values, 100).tolist()
