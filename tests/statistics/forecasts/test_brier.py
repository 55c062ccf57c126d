"""The Brier score by hand, by its decomposition, and by a plain loop."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.statistics.forecasts import brier_parts, brier_rows, equal_bins, indicators


def drawn(size, seed):
    rng = np.random.default_rng(seed)
    return rng.dirichlet([1.0, 2.0, 3.0], size), rng.integers(0, 3, size)


def test_certain_and_right_is_0_and_certain_and_wrong_is_2():
    happened = indicators(np.array([0, 0]), 3)
    assert brier_rows(np.array([[1.0, 0, 0], [0, 1.0, 0]]), happened).tolist() == [0.0, 2.0]


def test_a_third_each_scores_two_thirds():
    assert brier_rows(np.full((1, 3), 1 / 3), indicators(np.array([2]), 3)) == pytest.approx(2 / 3)


@given(st.integers(1, 300), st.integers(0, 999))
def test_the_score_is_that_of_a_plain_loop(size, seed):
    probabilities, came = drawn(size, seed)
    plain = [
        sum((p - (k == outcome)) ** 2 for k, p in enumerate(row))
        for row, outcome in zip(probabilities.tolist(), came.tolist(), strict=True)
    ]
    assert brier_rows(probabilities, indicators(came, 3)) == pytest.approx(plain)


@given(st.integers(2, 300), st.integers(0, 999), st.sampled_from([0.25, 0.5]))
def test_without_differences_inside_bins_murphys_three_parts_are_the_score(size, seed, step):
    """Murphy (1973): exact where the forecasts of a bin are equal."""
    probabilities, came = drawn(size, seed)
    probabilities = np.round(probabilities / step) * step
    happened = indicators(came, 3)
    bins = [
        [np.flatnonzero(forecast == value) for value in np.unique(forecast)]
        for forecast in probabilities.T
    ]
    parts = brier_parts(probabilities, happened, bins)
    assert parts.within_bins == pytest.approx(0.0, abs=1e-12)
    assert parts.score == pytest.approx(parts.reliability - parts.resolution + parts.uncertainty)


@given(st.integers(10, 300), st.integers(0, 999))
def test_what_bins_hide_is_the_variance_and_covariance_inside_them(size, seed):
    """Stephenson, Coelho & Jolliffe (2008, eq. 10): within-bin variance less twice covariance."""
    probabilities, came = drawn(size, seed)
    happened = indicators(came, 3)
    bins = [equal_bins(forecast) for forecast in probabilities.T]
    hidden = 0.0
    for forecast, outcome, rows_of in zip(probabilities.T, happened.T, bins, strict=True):
        for rows in rows_of:
            apart = forecast[rows] - forecast[rows].mean()
            hidden += np.sum(apart**2 - 2.0 * apart * (outcome[rows] - outcome[rows].mean())) / size
    parts = brier_parts(probabilities, happened, bins)
    assert parts.within_bins == pytest.approx(hidden, abs=1e-12)


def test_the_score_of_the_base_rates_is_the_uncertainty():
    _, came = drawn(200, 1)
    happened = indicators(came, 3)
    base = happened.mean(axis=0)
    bins = [[np.arange(200)]] * 3
    parts = brier_parts(np.tile(base, (200, 1)), happened, bins)
    assert parts.score == pytest.approx(parts.uncertainty)
    assert (parts.reliability, parts.resolution) == pytest.approx((0.0, 0.0))
