"""Bins of equal count, and Wilson's interval beside published numbers."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.statistics.forecasts import calibration_curve, equal_bins
from bot.statistics.forecasts.curve import wilson_interval


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_that_of_newcombes_table(hits, count, low, high):
    """Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    assert wilson_interval(hits / count, count) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 200), st.integers(0, 99))
def test_every_forecast_is_in_one_bin_and_no_bin_has_two_more_than_another(size, seed):
    forecasts = np.random.default_rng(seed).random(size)
    bins = equal_bins(forecasts)
    assert sorted(np.concatenate(bins).tolist()) == list(range(size))
    assert max(map(len, bins)) - min(map(len, bins)) <= 1
    for before, after in pairwise(bins):
        assert forecasts[before].max() <= forecasts[after].min()


def test_a_bin_tells_how_often_it_came_and_overlapping_outcomes_widen_it():
    forecasts, came = np.full(100, 0.3), np.repeat([0.0, 1.0], 50)
    (alone,) = calibration_curve(forecasts, came, [np.arange(100)])
    (overlapping,) = calibration_curve(forecasts, came, [np.arange(100)], overlap=10)
    assert (alone.forecast, alone.count, alone.share) == pytest.approx((0.3, 100, 0.5))
    assert (alone.low, alone.high) == wilson_interval(0.5, 100)
    assert (overlapping.low, overlapping.high) == wilson_interval(0.5, 10)
