"""Accounts of different calendars on the same UTC days."""

import numpy as np
import pandas as pd
import pytest

from bot.portfolio.allocation.daily_returns import common_days, daily_values, day_of


def closes(*moments):
    return pd.DatetimeIndex(moments).as_unit("ns").asi8


def test_a_days_value_is_that_of_its_last_candle_closed_by_midnight():
    times = closes("2024-03-01 12:00", "2024-03-02 00:00", "2024-03-02 00:01", "2024-03-03 00:00")
    account = daily_values("A", times, np.array([1.0, 2.0, 3.0, 4.0]))
    assert account.values.tolist() == [2.0, 4.0]
    assert str(day_of(account.first_day)) == "2024-03-01"


def test_a_weekend_keeps_fridays_value_and_returns_nothing():
    times = closes("2024-03-01 21:00", "2024-03-04 21:00", "2024-03-05 21:00")  # Friday, Monday
    account = daily_values("NVDA", times, np.array([10.0, 11.0, 12.0]))
    assert account.values.tolist() == [10.0, 10.0, 10.0, 11.0]


def test_a_last_day_that_may_not_be_over_is_left_out():
    times = closes("2024-03-01 23:00", "2024-03-02 05:00")
    assert daily_values("A", times, np.array([1.0, 2.0])).values.tolist() == [1.0]
    assert daily_values("A", times[:1], np.array([1.0])).values.tolist() == []


def test_crypto_and_equities_meet_on_the_days_both_have():
    days = pd.date_range("2024-03-01", periods=6, tz="UTC") + pd.Timedelta(days=1)
    crypto = daily_values("BTC", days.as_unit("ns").asi8, np.array([1, 2, 4, 8, 16, 32.0]))
    sessions = closes("2024-03-01 21:00", "2024-03-04 21:00", "2024-03-05 21:00")
    equity = daily_values("NVDA", sessions, np.array([10.0, 20.0, 20.0]))
    common = common_days([crypto, equity])
    assert common.symbols == ("BTC", "NVDA")
    assert [str(common.day(row)) for row in range(3)] == ["2024-03-02", "2024-03-03", "2024-03-04"]
    assert common.returns.tolist() == [[1.0, 0.0], [1.0, 0.0], [1.0, 1.0]]


def test_an_account_worth_nothing_returns_nothing():
    days = pd.date_range("2024-03-02", periods=3, tz="UTC").as_unit("ns").asi8
    account = daily_values("A", days, np.array([1.0, 0.0, 0.0]))
    assert common_days([account]).returns[:, 0].tolist() == [-1.0, 0.0]


@pytest.mark.parametrize("shift", [3, 30])
def test_accounts_without_a_day_in_common_have_no_returns(shift):
    days = pd.date_range("2024-03-02", periods=3, tz="UTC").as_unit("ns").asi8
    early = daily_values("A", days, np.ones(3))
    late = daily_values("B", days + shift * 86_400_000_000_000, np.ones(3))
    assert common_days([early, late]).returns.shape == (0, 2)
