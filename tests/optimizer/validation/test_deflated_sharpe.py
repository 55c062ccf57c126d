"""The luck of many trials, against the paper, scipy, and trials that are nothing but luck."""

from math import e, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bot.domain.errors import ConfigError
from bot.optimizer.validation.deflated_sharpe import deflated_sharpe_ratio, expected_maximum_sharpe
from bot.statistics import probabilistic_sharpe_ratio
from tests.support.real_data import published_numbers

moments = st.floats(-4, 4).flatmap(
    lambda skew: st.tuples(st.just(skew), st.floats(1.01 + skew * skew, 40 + skew * skew))
)
ratios = st.floats(-1, 1)


def test_the_example_of_the_paper(real_data: Path) -> None:
    item = published_numbers(real_data)["dsr_bailey_2014"]
    given, expected = item["inputs"], item["expected"]
    year, trials = given["periods_per_year"], given["N_trials"]
    variance = given["annual_variance_of_trial_sharpes"] / year
    standard = expected_maximum_sharpe(1.0, trials)
    assert standard == pytest.approx(expected["E_max_standard_normal_N100"], rel=1e-9)
    luck = expected_maximum_sharpe(variance, trials)
    assert luck == pytest.approx(expected["SR0_daily"], rel=1e-9)
    assert luck * sqrt(year) == pytest.approx(expected["SR0_annual"], rel=1e-9)
    sharpe = given["annual_sharpe"] / sqrt(year)
    deflated = deflated_sharpe_ratio(
        sharpe, given["T"], given["skew"], given["kurtosis"], variance, trials
    )
    assert deflated == pytest.approx(expected["DSR"], rel=1e-9)


@given(ratios, st.integers(2, 10**6), moments, st.floats(1e-9, 4.0), st.floats(2, 1e9))
def test_scipy_gives_the_same(sharpe, n, moments, variance, trials) -> None:
    skew, kurtosis = moments
    g = np.euler_gamma
    luck = sqrt(variance) * (
        (1 - g) * stats.norm.isf(1 / trials) + g * stats.norm.isf(1 / (trials * e))
    )
    assert expected_maximum_sharpe(variance, trials) == pytest.approx(luck, rel=1e-9)
    error = sqrt((1 - skew * sharpe + (kurtosis - 1) / 4 * sharpe**2) / (n - 1))
    for benchmark, found in (
        (0.0, probabilistic_sharpe_ratio(sharpe, n, skew, kurtosis)),
        (luck, deflated_sharpe_ratio(sharpe, n, skew, kurtosis, variance, trials)),
    ):
        assert found == pytest.approx(stats.norm.cdf((sharpe - benchmark) / error), abs=1e-9)


def test_the_best_of_many_random_ratios_is_on_average_what_is_expected() -> None:
    best = np.random.default_rng(1).normal(0.0, 0.5, (4_000, 200)).max(axis=1).mean()
    assert expected_maximum_sharpe(0.25, 200) == pytest.approx(best, rel=0.01)


def test_the_best_of_one_trial_is_no_luck() -> None:
    assert expected_maximum_sharpe(0.5, 1) == 0.0
    alone = deflated_sharpe_ratio(0.1, 500, 0.0, 3.0, 0.5, 1)
    assert alone == probabilistic_sharpe_ratio(0.1, 500, 0.0, 3.0)


@given(st.floats(1, 1e6), st.floats(1, 1e6))
def test_more_trials_never_show_less_by_luck(some: float, others: float) -> None:
    few, many = sorted((some, others))
    assert expected_maximum_sharpe(1.0, few) <= expected_maximum_sharpe(1.0, many)


@given(st.lists(ratios, max_size=6), moments)
def test_an_array_gives_what_its_rows_give(sharpes, moments) -> None:
    skew, kurtosis = moments
    found = deflated_sharpe_ratio(np.array(sharpes), 99, skew, kurtosis, 0.01, 50)
    one_by_one = [deflated_sharpe_ratio(s, 99, skew, kurtosis, 0.01, 50) for s in sharpes]
    assert found.tolist() == one_by_one


def test_rows_and_columns_broadcast() -> None:
    trials = np.array([1, 10, 100])[:, None]
    found = deflated_sharpe_ratio(np.array([0.1, 0.2]), 250, 0, 3, 0.01, trials)
    assert found.shape == (3, 2)
    assert found[2, 1] == deflated_sharpe_ratio(0.2, 250, 0, 3, 0.01, 100)
    assert expected_maximum_sharpe(0.01, trials).shape == (3, 1)


@pytest.mark.parametrize("undefined", [None, float("nan"), float("inf")])
def test_what_is_undefined_stays_undefined(undefined) -> None:
    assert probabilistic_sharpe_ratio(undefined, 10, 0, 3) is None
    assert expected_maximum_sharpe(undefined, 10) is None
    assert expected_maximum_sharpe(0.1, undefined) is None
    assert deflated_sharpe_ratio(0.1, 10, 0, 3, undefined, 10) is None
    assert expected_maximum_sharpe(undefined, 1) is None
    among = deflated_sharpe_ratio(np.array([0.1, undefined], float), 10, 0, 3, 0.1, 10)
    assert np.isnan(among).tolist() == [False, True]


def test_one_observation_proves_nothing() -> None:
    assert probabilistic_sharpe_ratio(0.1, 1, 0, 3) is None


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((0.1, 10, 0, 0, 0.1, 10), r"raw kurtosis \(3 for normal\) >= 1, was 0"),
        ((0.1, 10, 0, 3, -0.1, 10), "variance >= 0, was -0.1"),
        ((0.1, 10, 0, 3, 0.1, 0), "n_trials >= 1, was 0"),
        (("a lot", 10, 0, 3, 0.1, 1), "a number or an array for sharpe, was 'a lot'"),
        ((np.ones(2), np.ones(3), 0, 3, 0.1, 1), r"matching shapes, were sharpe \(2,\), n \(3,\)"),
    ],
)
def test_what_no_trials_can_have_is_refused_in_one_sentence(values, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        deflated_sharpe_ratio(*values)
