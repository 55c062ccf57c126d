"""Weights brought within limits, against an independent optimizer and the definition itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from bot.domain.errors import ConfigError
from bot.portfolio.allocation.bounded_simplex import onto_bounded_simplex
from bot.portfolio.weight_limits import WeightLimits


@st.composite
def wanted_and_limits(draw):
    wanted = np.array(draw(st.lists(st.floats(-3, 3), min_size=1, max_size=9)))
    low = draw(st.floats(0, 1)) / wanted.size
    high = draw(st.floats(1 / wanted.size, 1)) if wanted.size > 1 else 1.0
    return wanted, WeightLimits(min_weight=low, max_weight=max(high, low))


@given(wanted_and_limits())
def test_projected_weights_keep_every_limit_and_take_the_whole_capital(given_case):
    wanted, limits = given_case
    weights = onto_bounded_simplex(wanted, limits)
    assert weights.sum() == pytest.approx(1, abs=1e-9)
    assert (weights >= limits.min_weight - 1e-12).all()
    assert (weights <= limits.max_weight + 1e-12).all()


@given(wanted_and_limits(), st.integers(0, 2**32 - 1))
def test_no_other_weights_within_the_limits_are_nearer(given_case, seed):
    wanted, limits = given_case
    weights = onto_bounded_simplex(wanted, limits)
    other = onto_bounded_simplex(np.random.default_rng(seed).normal(size=wanted.size), limits)
    # Optimality of a projection: no feasible direction leads towards what is wanted.
    assert (wanted - weights) @ (other - weights) <= 1e-9


@pytest.mark.parametrize("seed", range(5))
def test_the_projection_equals_that_of_scipys_optimizer(seed):
    rng = np.random.default_rng(seed)
    wanted, limits = rng.normal(0.2, 0.4, 6), WeightLimits(min_weight=0.05, max_weight=0.4)
    found = minimize(
        lambda w: ((w - wanted) ** 2).sum(),
        np.full(6, 1 / 6),
        bounds=[(0.05, 0.4)] * 6,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"ftol": 1e-14},
    )
    assert onto_bounded_simplex(wanted, limits) == pytest.approx(found.x, abs=1e-6)


def test_weights_that_keep_the_limits_stay_as_they_are():
    wanted = np.array([0.5, 0.3, 0.2])
    limits = WeightLimits(min_weight=0.1, max_weight=0.6)
    assert onto_bounded_simplex(wanted, limits) == pytest.approx(wanted, abs=1e-15)


def test_a_smaller_total_leaves_the_rest_in_cash():
    wanted = np.array([0.3, 0.1])
    weights = onto_bounded_simplex(wanted, WeightLimits(min_weight=0.15), 0.4)
    assert weights == pytest.approx([0.25, 0.15])


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"min_weight": 0.6}, "need min_weight of at most 1/2 = 0.5 for 2 assets .* was 0.6"),
        ({"max_weight": 0.4}, "need max_weight of at least 1/2 = 0.5 for 2 assets .* was 0.4"),
    ],
)
def test_limits_that_cannot_hold_for_so_many_assets_are_one_sentence(limits, words):
    with pytest.raises(ConfigError, match=words):
        WeightLimits(**limits).refuse_infeasible(2)


@pytest.mark.parametrize(("low", "high"), [(-0.1, 1), (0.5, 0.4), (0, 0), (0, 1.5)])
def test_limits_that_are_none_are_refused(low, high):
    with pytest.raises(ConfigError, match="need "):
        WeightLimits(min_weight=low, max_weight=high)
