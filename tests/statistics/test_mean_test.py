"""The test for a mean: its size, its power, its repeatability, and series with nothing to test."""

import numpy as np
import pytest
from scipy import stats

from bot.optimizer.promotion import PROMOTION_ALPHA
from bot.optimizer.promotion.looks import SHARES
from bot.statistics.mean_test import (
    RESAMPLES,
    autocovariances,
    block_length,
    mean_above_zero,
    mean_interval,
    resamples_for,
)


def noise(count, seed, *, memory=0.0):
    rng = np.random.default_rng(seed)
    shocks, out = rng.standard_t(5, count + 200), np.empty(count + 200)
    level = 0.0
    for t, shock in enumerate(shocks):
        level = memory * level + shock
        out[t] = level
    return out[200:]


def test_a_series_that_never_moves_gives_no_evidence():
    for values in (np.zeros(100), np.full(100, 0.01), np.empty(0)):
        assert mean_above_zero(values, seed=1).p_value == 1.0


def test_the_same_seed_gives_the_same_p_and_p_is_never_zero():
    values = noise(300, 1) + 5.0
    first = mean_above_zero(values, seed=3, resamples=199)
    assert mean_above_zero(values, seed=3, resamples=199) == first
    assert first.p_value == 1 / 200


def test_every_threshold_can_be_reached_and_the_usual_ones_take_the_usual_resamples():
    for threshold in (0.4, 0.05, 0.01, 0.001, 0.0002):
        assert 1 / (1 + resamples_for(threshold)) <= threshold / 20 * (1 + 1e-12)
    assert {resamples_for(PROMOTION_ALPHA * share) for share in SHARES} == {RESAMPLES}


def test_a_mean_far_below_zero_has_a_p_near_one():
    assert mean_above_zero(noise(300, 1) - 2.0, seed=3, resamples=199).p_value == 1.0


@pytest.mark.parametrize("memory", [0.0, 0.5])
def test_where_the_mean_is_zero_few_series_look_better_than_that(memory):
    found = [
        mean_above_zero(noise(400, seed, memory=memory), seed=seed, resamples=199).p_value
        for seed in range(200)
    ]
    rejected = np.mean(np.array(found) <= 0.05)
    assert 0.01 < rejected < 0.11
    assert np.mean(np.array(found) <= 0.5) == pytest.approx(0.5, abs=0.12)


def test_standard_errors_are_those_of_the_mean_where_nothing_is_remembered():
    values = noise(500, 5) + 0.1
    plain = values.mean() / (values.std(ddof=1) / np.sqrt(500))
    assert mean_above_zero(values, seed=1).standard_errors == pytest.approx(plain, rel=0.15)


def test_blocks_are_longer_where_more_is_remembered():
    short, long = block_length(noise(2000, 2)), block_length(noise(2000, 2, memory=0.8))
    assert short < 6 < long
    # An AR(1) asks for (2 n r^2 / (1 - r^2)^2)^(1/3), which is 34 here (Politis & White 2004).
    assert long == pytest.approx((2000 * (2 * 0.8 / (1 - 0.64)) ** 2) ** (1 / 3), rel=0.5)


def test_autocovariances_are_those_of_the_definition():
    values = np.array([1.0, 2.0, 4.0, 1.0])
    assert autocovariances(values, 1) == pytest.approx([1.5, (-1 * 0 + 0 * 2 + 2 * -1) / 4])


@pytest.mark.parametrize("memory", [0.0, 0.5])
def test_the_interval_holds_the_true_mean_about_as_often_as_it_says(memory):
    held = 0
    for seed in range(200):
        values = noise(400, seed, memory=memory) + 0.3
        low, high = mean_interval(values, confidence=0.9, seed=seed, resamples=199)
        held += low <= 0.3 <= high
    assert 0.82 < held / 200 < 0.96


def test_the_interval_is_that_of_scipy_where_nothing_is_remembered():
    values = noise(500, 5)
    plain = stats.t.interval(0.95, 499, loc=values.mean(), scale=stats.sem(values))
    assert mean_interval(values, confidence=0.95, seed=1) == pytest.approx(plain, abs=0.02)


def test_the_interval_of_the_opposite_is_the_opposite_interval():
    values = noise(300, 7, memory=0.3) + 0.1
    low, high = mean_interval(values, confidence=0.95, seed=2)
    assert mean_interval(-values, confidence=0.95, seed=2) == pytest.approx((-high, -low))


def test_a_series_that_never_moves_has_no_interval():
    for values in (np.zeros(100), np.full(100, 0.01), np.empty(0), np.ones(1)):
        assert mean_interval(values, confidence=0.95, seed=1) is None


def test_a_series_that_moves_in_one_place_alone_has_no_interval():
    values = np.zeros(2000)
    values[700:712] = noise(12, 3)
    assert mean_interval(values, confidence=0.95, seed=1) is None
