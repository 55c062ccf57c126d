"""Equal risk contributions, against scipy's optimizer and the closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import least_squares

from bot.domain.errors import DataError
from bot.portfolio.allocation.risk_parity import equal_risk_weights, risk_shares


def covariance(assets, seed, days=60):
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(days, 1)) * rng.normal(0.5, 0.7, assets)
    return np.cov(
        (common + rng.normal(size=(days, assets))) * rng.uniform(0.001, 0.1, assets), rowvar=False
    )


@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_every_asset_brings_the_same_share_of_the_risk(assets, seed):
    matrix = covariance(assets, seed)
    weights = equal_risk_weights(matrix)
    assert weights.sum() == pytest.approx(1)
    assert (weights > 0).all()
    assert risk_shares(weights, matrix) == pytest.approx(np.full(assets, 1 / assets), abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_the_weights_equal_those_that_scipy_finds_from_the_definition(seed):
    matrix = covariance(5, seed)

    def unequal(logs):  # in units of each asset's deviation, every contribution is 1
        sizes = np.exp(logs) / np.sqrt(np.diag(matrix))
        return sizes * (matrix @ sizes) - 1.0

    found = least_squares(unequal, np.zeros(5), xtol=1e-14, ftol=1e-14, gtol=1e-14)
    sizes = np.exp(found.x) / np.sqrt(np.diag(matrix))
    assert found.cost < 1e-20
    assert equal_risk_weights(matrix) == pytest.approx(sizes / sizes.sum(), abs=1e-6)


def test_two_assets_are_weighted_by_inverse_volatility_whatever_their_correlation():
    for correlation in (-0.9, 0.0, 0.9):
        matrix = np.array([[0.04, correlation * 0.02], [correlation * 0.02, 0.01]])
        assert equal_risk_weights(matrix) == pytest.approx([1 / 3, 2 / 3], abs=1e-6)


@pytest.mark.parametrize("correlation", [1.0, -1.0])
def test_accounts_that_copy_or_mirror_each_other_have_weights_too(correlation):
    matrix = np.array([[1.0, correlation], [correlation, 1.0]])
    assert equal_risk_weights(matrix) == pytest.approx([0.5, 0.5])


def test_an_asset_that_never_moved_has_no_risk_to_share():
    with pytest.raises(DataError, match="was one that never did"):
        equal_risk_weights(np.diag([1.0, 0.0]))
