"""Skewness and kurtosis of returns."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.statistics.moments import moments_of, pair_of
from bot.statistics.track_record import kurtosis, skewness


@given(arrays(float, 8, elements=st.integers(-9, 9)), st.sampled_from([1e-155, 1e-9, 1e150]))
def test_the_unit_of_the_returns_changes_no_moment(returns, unit: float) -> None:
    for moment in (skewness, kurtosis):
        plain, scaled = moment(moments_of(returns)), moment(moments_of(returns * unit))
        if plain is None or scaled is None:
            assert plain is None or unit == 1e-155
        else:
            assert scaled == pytest.approx(plain, rel=1e-9, abs=1e-9)


changes = arrays(float, st.integers(2, 40), elements=st.floats(-0.5, 0.5).map(lambda x: x + 0.1))


@given(changes, st.integers(0, 99))
def test_moments_and_pairs_are_those_of_numpy(left, seed: int) -> None:
    right = np.random.default_rng(seed).normal(0, 0.1, left.size)
    found, other = moments_of(left), moments_of(right)
    assert found.mean == pytest.approx(left.mean(), rel=1e-12, abs=1e-15)
    assert found.spread == pytest.approx(left.std(ddof=1), rel=1e-9, abs=1e-15)
    assert found.downside == pytest.approx(np.sqrt(np.mean(np.minimum(left, 0) ** 2)), rel=1e-12)
    both = pair_of(left, right, found.mean, other.mean)
    assert both.covariance == pytest.approx(np.cov(left, right)[0, 1], rel=1e-9, abs=1e-12)
    assert both.mean == pytest.approx((left - right).mean(), rel=1e-9, abs=1e-12)
    assert both.spread == pytest.approx((left - right).std(ddof=1), rel=1e-9)


@pytest.mark.parametrize(
    "values", [[0.0], [0.3], [0.0] * 5, [0.3] * 5, [np.nan] * 3, [0.1, np.nan]]
)
def test_without_variance_nothing_varies(values) -> None:
    assert not moments_of(np.array(values)).varies
