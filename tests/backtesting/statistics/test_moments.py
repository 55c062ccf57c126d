"""Skewness and kurtosis of returns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.backtesting.statistics.track_record import kurtosis, skewness


@given(arrays(float, 8, elements=st.integers(-9, 9)), st.sampled_from([1e-155, 1e-9, 1e150]))
def test_the_unit_of_the_returns_changes_no_moment(returns, unit: float) -> None:
    for moment in (skewness, kurtosis):
        plain, scaled = moment(returns), moment(returns * unit)
        if plain is None or scaled is None:
            assert plain is None or unit == 1e-155
        else:
            assert scaled == pytest.approx(plain, rel=1e-9, abs=1e-9)
