"""Each way of sharing the capital, on returns whose answer is known."""

import numpy as np
import pytest

from bot.domain.errors import ConfigError
from bot.portfolio.allocation.risk_parity import risk_shares
from bot.portfolio.allocation.schemes import Scheme, sharpe_shrinkage, weights_of
from bot.portfolio.allocation_terms import AllocationTerms
from bot.portfolio.weight_limits import WeightLimits

TERMS = AllocationTerms()


def returns_of(*deviations, mean=0.0, days=300, seed=1):
    draws = np.random.default_rng(seed).normal(size=(days, len(deviations)))
    draws = (draws - draws.mean(axis=0)) / draws.std(axis=0, ddof=1)
    return draws * np.array(deviations) + mean


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("limits", [(0.0, 1.0), (0.2, 0.4), (1 / 3, 1.0), (0.0, 1 / 3)])
def test_every_way_keeps_the_limits_and_borrows_nothing(scheme, limits):
    low, high = limits
    terms = AllocationTerms(limits=WeightLimits(min_weight=low, max_weight=high))
    weights = weights_of(scheme, returns_of(0.001, 0.02, 0.1, mean=0.001), terms).values
    assert weights.sum() <= 1 + 1e-9
    assert (weights >= low - 1e-12).all()
    assert (weights <= high + 1e-12).all()
    if scheme is not Scheme.VOLATILITY_TARGET:
        assert weights.sum() == pytest.approx(1)


def test_equal_weights_are_equal():
    assert weights_of(Scheme.EQUAL, returns_of(0.1, 0.2), TERMS).values.tolist() == [0.5, 0.5]


def test_risk_parity_gives_each_the_same_share_of_the_risk():
    returns = returns_of(0.01, 0.02, 0.05)
    weights = weights_of(Scheme.RISK_PARITY, returns, TERMS).values
    shares = risk_shares(weights, np.cov(returns, rowvar=False))
    assert shares == pytest.approx([1 / 3] * 3, abs=1e-6)


def test_a_clear_sharpe_ratio_is_weighted_up_and_one_below_zero_gets_nothing_but_the_shrinkage():
    returns = returns_of(0.01, 0.01, mean=np.array([0.004, -0.004]))
    weights = weights_of(Scheme.SHARPE_WEIGHTED, returns, TERMS)
    shrunk = sharpe_shrinkage(np.array([0.4, -0.4]), 300)
    assert weights.values == pytest.approx([1 - shrunk / 2, shrunk / 2])
    assert 0 < shrunk < 0.02


def test_sharpe_ratios_that_chance_explains_leave_equal_weights():
    returns = returns_of(0.01, 0.01, mean=np.array([0.0005, 0.0002]), days=60)
    weights = weights_of(Scheme.SHARPE_WEIGHTED, returns, TERMS)
    assert weights.values == pytest.approx([0.5, 0.5])
    assert weights.note == "shrunk 100% of the way to equal weights"


def test_negative_sharpe_ratios_everywhere_leave_equal_weights_and_say_so():
    weights = weights_of(Scheme.SHARPE_WEIGHTED, returns_of(0.01, 0.03, mean=-0.002), TERMS)
    assert weights.values.tolist() == [0.5, 0.5]
    assert "no account had a positive Sharpe ratio" in weights.note


def test_the_shrinkage_is_the_share_of_the_spread_that_error_explains():
    assert sharpe_shrinkage(np.array([0.1, 0.3]), 100) == pytest.approx((1 + 0.05 / 2) / 100 / 0.02)
    assert sharpe_shrinkage(np.array([0.1, 0.1]), 100) == 1.0
    assert sharpe_shrinkage(np.array([5.0]), 100) == 1.0


def test_the_target_is_met_by_holding_cash():
    returns = returns_of(0.02, 0.04)
    terms = AllocationTerms(volatility_target=0.15)
    weights = weights_of(Scheme.VOLATILITY_TARGET, returns, terms).values
    yearly = np.sqrt(weights @ np.cov(returns, rowvar=False) @ weights * 365)
    assert yearly == pytest.approx(0.15)
    assert weights[0] == pytest.approx(2 * weights[1])


def test_quiet_assets_are_never_bought_with_borrowed_money():
    weights = weights_of(Scheme.VOLATILITY_TARGET, returns_of(0.0001, 0.0001), TERMS)
    assert weights.values.sum() == pytest.approx(1)
    assert "fully invested" in weights.note


def test_a_minimum_above_what_the_target_allows_is_told():
    terms = AllocationTerms(limits=WeightLimits(min_weight=0.4), volatility_target=0.05)
    weights = weights_of(Scheme.VOLATILITY_TARGET, returns_of(0.02, 0.04), terms)
    assert weights.values == pytest.approx([0.4, 0.4])
    assert "above the target as min_weight asks" in weights.note


@pytest.mark.parametrize("scheme", [scheme for scheme in Scheme if scheme is not Scheme.EQUAL])
def test_an_account_that_never_moved_leaves_equal_weights(scheme):
    weights = weights_of(scheme, returns_of(0.02, 0.0), TERMS)
    assert weights.values.tolist() == [0.5, 0.5]
    assert "never moved" in weights.note


def test_limits_that_cannot_hold_are_refused_by_every_way():
    terms = AllocationTerms(limits=WeightLimits(min_weight=0.6))
    for scheme in Scheme:
        with pytest.raises(ConfigError, match="min_weight of at most 1/2"):
            weights_of(scheme, returns_of(0.1, 0.2), terms)


@pytest.mark.parametrize("target", [0.0, -0.1, 11.0])
def test_a_target_that_is_none_is_refused(target):
    with pytest.raises(ConfigError, match="volatility_target"):
        AllocationTerms(volatility_target=target)
