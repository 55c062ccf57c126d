"""The test of one Sharpe ratio against another."""

import numpy as np
import pytest

from bot.domain.errors import ConfigError
from bot.optimizer.validation.paired_sharpe import sharpe_difference


def pair(rng, edge=0.0, days=120):
    market = rng.standard_t(4, days) * 0.01
    return (market + rng.standard_t(4, (2, days)) * 0.005) + np.array([[edge], [0.0]])


def test_returns_of_equal_sharpe_seem_better_about_as_often_as_the_level_says():
    rng = np.random.default_rng(5)
    found = [sharpe_difference(*pair(rng), seed=k, resamples=99).p_value for k in range(300)]
    assert 0.02 <= np.mean(np.array(found) <= 0.05) <= 0.09
    assert 0.35 <= np.mean(np.array(found) <= 0.5) <= 0.65


def test_a_plain_edge_is_found_and_its_reverse_is_not():
    ahead, behind = pair(np.random.default_rng(1), edge=0.006, days=400)
    better, worse = (
        sharpe_difference(ahead, behind, seed=1),
        sharpe_difference(behind, ahead, seed=1),
    )
    assert better.p_value < 0.01
    assert worse.p_value > 0.99
    assert better.difference == pytest.approx(-worse.difference)


def test_the_difference_is_that_of_the_two_ratios():
    one, other = pair(np.random.default_rng(2))
    expected = one.mean() / one.std() - other.mean() / other.std()
    assert sharpe_difference(one, other, seed=0, resamples=9).difference == pytest.approx(expected)


def test_the_standard_error_without_dependence_is_that_of_the_closed_form():
    # Jobson and Korkie (1981), corrected by Memmel (2003), for normal returns.
    from bot.optimizer.validation.paired_sharpe import _studentized

    rng = np.random.default_rng(3)
    market = rng.normal(0.001, 0.01, 200_000)
    one, other = market, 0.5 * market + rng.normal(0.0005, 0.01, 200_000)
    rows = np.column_stack((one, other, one**2, other**2))
    (error,) = _studentized(rows[None], 1)[1]
    s1, s2 = one.mean() / one.std(), other.mean() / other.std()
    rho = np.corrcoef(one, other)[0, 1]
    variance = 2 * (1 - rho) + (s1**2 + s2**2 - 2 * s1 * s2 * rho**2) / 2
    assert error == pytest.approx(np.sqrt(variance / 200_000), rel=0.02)


@pytest.mark.parametrize("other", ["scaled", "constant", "itself"])
def test_what_cannot_be_told_apart_has_no_p_value(other):
    one, _ = pair(np.random.default_rng(2))
    twin = {"scaled": one * 0.5, "constant": np.zeros_like(one), "itself": one}[other]
    assert sharpe_difference(one, twin, seed=0, resamples=9).p_value is None


def test_too_few_days_have_no_p_value():
    assert sharpe_difference(np.array([0.1, 0.2]), np.array([0.2, 0.1]), seed=0).p_value is None


def test_returns_of_different_days_are_refused():
    with pytest.raises(ConfigError, match="returns of the same periods"):
        sharpe_difference(np.zeros(3), np.zeros(4), seed=0)


def test_the_same_seed_gives_the_same_chance():
    one, other = pair(np.random.default_rng(2))
    assert sharpe_difference(one, other, seed=7, resamples=99) == sharpe_difference(
        one, other, seed=7, resamples=99
    )
