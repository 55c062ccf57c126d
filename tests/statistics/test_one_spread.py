"""The error of one Sharpe ratio, in plain numbers, is that of the arrays."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ConfigError
from bot.statistics.sharpe_certainty import (
    NORMAL,
    broadcast,
    sharpe_interval,
    sharpe_spread,
)

RATIOS = st.floats(-3.0, 3.0)
SKEWS = st.floats(-5.0, 5.0)


@given(RATIOS, SKEWS, st.floats(1.0, 40.0))
def test_both_are_equal_to_the_bit_or_both_undefined(ratio, skew, kurtosis):
    spread = float(sharpe_spread(*broadcast(sharpe=ratio, skew=skew, kurtosis=kurtosis)))
    found = sharpe_interval(ratio, 101, skew, kurtosis, 0.9)
    if math.isnan(spread):
        assert found is None
        return
    reach = NORMAL.inv_cdf((1.0 + 0.9) / 2.0) * spread / 10.0
    assert found == (ratio - reach, ratio + reach)


@pytest.mark.parametrize("kurtosis", [0.5, 0])
def test_both_refuse_an_excess_kurtosis_with_one_sentence(kurtosis):
    told = []
    for refuse in (
        lambda: sharpe_spread(*broadcast(sharpe=0.1, skew=0.0, kurtosis=[kurtosis])),
        lambda: sharpe_interval(0.1, 100, 0.0, kurtosis),
    ):
        with pytest.raises(ConfigError, match="need a raw kurtosis") as refused:
            refuse()
        told.append(str(refused.value))
    assert told[0] == told[1]
