"""How many independent trials the given ones amount to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import ConfigError, DataError
from bot.optimizer.validation.deflated_sharpe import expected_maximum_sharpe
from bot.optimizer.validation.effective_trials import (
    effective_number_of_correlated,
    effective_number_of_trials,
)


def noise(candles: int, trials: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0, 0.01, (candles, trials))


@pytest.mark.parametrize("trials", [2, 10, 100, 200])
def test_independent_trials_count_each(trials: int) -> None:
    assert effective_number_of_trials(noise(1500, trials)) == pytest.approx(trials, rel=0.15)
    found = effective_number_of_correlated(np.eye(trials))
    assert found == pytest.approx(trials, rel=0.15)


@pytest.mark.parametrize("kinds", [10, 40])
def test_copies_count_once(kinds: int) -> None:
    returns = np.repeat(noise(800, kinds), 20, axis=1) * np.linspace(1, 2, 20 * kinds)
    assert effective_number_of_trials(returns) == pytest.approx(kinds, rel=0.25)


def test_trials_that_are_all_the_same_count_as_one() -> None:
    assert effective_number_of_trials(np.repeat(noise(99, 1), 30, axis=1)) == 1.0
    assert effective_number_of_correlated(np.ones((30, 30))) == 1.0


def alike(worlds: int, generator: np.random.Generator) -> np.ndarray:
    """Returns (worlds, candles, trials) without skill: 60 trials of a line of neighbours."""
    steps = generator.normal(0.0, 1.0, (worlds, 250, 80))
    return sum(steps[:, :, k : k + 60] for k in range(20)) * 0.01


def test_with_it_the_expected_maximum_is_right_for_trials_that_are_alike() -> None:
    returns = alike(600, np.random.default_rng(3))
    ratios = returns.mean(axis=1) / returns.std(axis=1, ddof=1)
    best, variance = ratios.max(axis=1).mean(), ratios.var(axis=1, ddof=1).mean()
    effective = effective_number_of_trials(returns[0])
    assert expected_maximum_sharpe(variance, effective) == pytest.approx(best, rel=0.1)
    assert effective < 30


def test_what_all_trials_have_in_common_does_not_count() -> None:
    own, market = noise(900, 200), noise(900, 1, seed=1)
    alone, together = (effective_number_of_trials(own + share * market) for share in (0.0, 3.0))
    assert together == pytest.approx(alone, rel=0.15)


def test_returns_and_their_correlation_agree() -> None:
    returns = alike(1, np.random.default_rng(4))[0]
    by_returns = effective_number_of_trials(returns)
    by_correlation = effective_number_of_correlated(np.corrcoef(returns.T))
    assert by_returns == pytest.approx(by_correlation, rel=0.2)


def test_many_candles_and_many_trials_take_bounded_work_and_say_the_same() -> None:
    wide = np.tile(noise(300, 500), (1, 9))
    assert effective_number_of_trials(wide) == pytest.approx(500, rel=0.25)
    long = noise(20_000, 50)
    assert effective_number_of_trials(long) == pytest.approx(50, rel=0.2)


@settings(max_examples=30)
@given(st.integers(3, 40), st.integers(1, 12), st.integers(0, 99))
def test_it_lies_between_one_and_the_number_of_trials(candles, trials, seed) -> None:
    returns = noise(candles, trials, seed)
    found = effective_number_of_trials(returns)
    assert 1.0 <= found <= trials
    assert found == effective_number_of_trials(returns)


def test_trials_without_returns_are_left_out() -> None:
    returns = noise(200, 6)
    kept = effective_number_of_trials(returns[:, 2:])
    returns[:, 0], returns[7, 1] = 0.001, np.nan
    assert effective_number_of_trials(returns) == pytest.approx(kept)
    assert effective_number_of_trials(returns[:, :2]) is None
    assert effective_number_of_trials(returns[:, :3]) == 1.0
    assert effective_number_of_trials(np.array([[np.inf], [-np.inf]] * 1000)) is None
    assert effective_number_of_trials(noise(200, 2) * 1e200) is None
    assert effective_number_of_correlated(np.array([[1.0, np.nan], [np.nan, 1.0]])) is None


@pytest.mark.parametrize(
    "matrix", [np.array([[1.0, 0.5], [0.4, 1.0]]), np.eye(3) * 2.0, np.ones((2, 3))]
)
def test_what_is_no_correlation_matrix_is_refused(matrix) -> None:
    with pytest.raises(ConfigError, match="symmetric correlation matrix with ones"):
        effective_number_of_correlated(matrix)


def test_returns_of_one_trial_alone_must_still_be_a_table() -> None:
    with pytest.raises(DataError, match=r"shape \(candles, trials\), was \(50,\)"):
        effective_number_of_trials(np.zeros(50))
