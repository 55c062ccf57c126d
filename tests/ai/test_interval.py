"""The interval of a mean covers the truth as often as it says, also where the series remembers."""

import numpy as np
import pytest

from bot.ai.evaluation.interval import mean_over
from bot.statistics import mean_above_zero


def overlapping(seed, horizon, size=600):
    """Sums of `horizon` neighbours: what outcomes that overlap look like. Mean 0."""
    noise = np.random.default_rng(seed).normal(0, 1, size + horizon)
    return np.convolve(noise, np.ones(horizon), "valid")


@pytest.mark.parametrize("horizon", [1, 12])
def test_it_covers_the_truth_in_about_19_of_20_series(horizon):
    covered = 0
    for seed in range(150):
        interval = mean_over(overlapping(seed, horizon), horizon, seed=seed)
        covered += interval.low <= 0.0 <= interval.high
    assert 0.87 <= covered / 150 <= 0.99


def test_independent_values_have_the_interval_of_the_normal_law():
    values = np.random.default_rng(5).normal(1.0, 2.0, 4_000)
    interval = mean_over(values, 1, seed=1)
    reach = 1.96 * 2.0 / np.sqrt(4_000)
    assert interval.mean == pytest.approx(values.mean())
    assert interval.high - interval.mean == pytest.approx(reach, rel=0.15)
    assert interval.mean - interval.low == pytest.approx(reach, rel=0.15)


def test_memory_widens_it():
    values = overlapping(1, 24)
    narrow = mean_over(np.random.default_rng(0).permutation(values), 1, seed=1)
    wide = mean_over(values, 24, seed=1)
    assert wide.high - wide.low > 2.0 * (narrow.high - narrow.low)


def test_the_interval_and_the_test_of_the_mean_agree():
    for shift in (0.0, 0.05, 0.5):
        values = np.random.default_rng(7).normal(shift, 1.0, 1_000)
        is_above = mean_over(values, 1, seed=2).low > 0.0
        assert is_above == (mean_above_zero(values, seed=2).p_value <= 0.025)


def test_a_series_without_variance_has_one_point():
    interval = mean_over(np.full(9, 0.25), 1, seed=1)
    assert (interval.low, interval.mean, interval.high) == (0.25, 0.25, 0.25)


def test_a_few_calls_prove_nothing():
    interval = mean_over(np.array([0.6, -0.4, 0.6]), 1, seed=1)
    assert (interval.low, interval.high) == (None, None)
