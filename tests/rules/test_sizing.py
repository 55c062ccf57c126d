"""How much to trade: exact risk at the stop, never more than the balance pays for."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.rules.sizing import calculate_position_size

balances = st.floats(1e-2, 1e9)
prices = st.floats(1e-8, 1e6)
shares = st.floats(1e-4, 0.99)
risks = st.floats(0.01, 100.0)
fees = st.floats(0.0, 0.5)


@given(balances, risks, prices, shares, fees)
def test_never_more_than_the_balance_pays_for_with_the_fee(balance, risk, price, stop, fee):
    quantity = calculate_position_size(balance, risk, price, stop, fee)
    assert 0 < quantity * price * (1 + fee) <= balance * (1 + 1e-12)


@given(balances, risks, prices, shares, fees)
def test_the_stop_loses_exactly_the_risked_share_unless_the_balance_limits_it(
    balance, risk, price, stop, fee
):
    quantity = calculate_position_size(balance, risk, price, stop, fee)
    lost = quantity * (price - price * (1 - stop))
    affordable = balance / (price * (1 + fee))
    if quantity < affordable:
        assert lost == pytest.approx(balance * risk / 100, rel=1e-9)
    else:
        assert lost <= balance * risk / 100 * (1 + 1e-9)


@given(balances, risks, prices, shares, fees, st.floats(1.01, 10))
def test_more_balance_or_risk_never_means_less_and_a_wider_stop_never_more(
    balance, risk, price, stop, fee, times
):
    assume(stop * times < 1)
    quantity = calculate_position_size(balance, risk, price, stop, fee)
    assert calculate_position_size(balance * times, risk, price, stop, fee) > quantity
    assert calculate_position_size(balance, risk * times, price, stop, fee) >= quantity
    assert calculate_position_size(balance, risk, price, stop * times, fee) <= quantity


@pytest.mark.parametrize("balance", [0.0, -5.0, float("nan")])
def test_without_a_balance_there_is_no_quantity(balance):
    assert calculate_position_size(balance, 1.0, 100.0, 0.01, 0.0) == 0


def test_by_hand():
    assert calculate_position_size(10_000.0, 0.5, 100.0, 0.01, 0.0) == pytest.approx(50)
    assert calculate_position_size(10_000.0, 0.5, 100.0, 0.004, 0.25) == pytest.approx(80)
