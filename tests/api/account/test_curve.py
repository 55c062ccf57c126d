"""Of a long curve fewer points are answered, and no column loses its highest or its lowest."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.account import Accounts, curve_views, portfolio_of
from bot.domain import CycleRecord
from tests.support.memory import MemoryVolume
from tests.support.records import HOUR, START, bot_state, candle_record, equity_point

COLUMNS = ("equity", "balance", "buy_and_hold", "drawdown_pct")
FEWEST = 10
money = st.sampled_from([9_000.0, 10_000.0, 10_000.0, 10_000.0, 11_000.0]) | st.floats(1, 1e5)
hours = st.tuples(money, money, st.floats(1, 1e4))
accounts = st.lists(hours, min_size=FEWEST, max_size=80)


def write(volume, symbol, rows, after=0):
    """An hour for each row of equity, balance and close."""
    times = [START + (after + number) * HOUR for number in range(1, len(rows) + 1)]
    points = tuple(
        replace(equity_point(1, symbol), timestamp=at, equity=row[0], balance=row[1])
        for at, row in zip(times, rows, strict=True)
    )
    kept = candle_record(1, symbol)
    candles = tuple(
        replace(kept, candle=replace(kept.candle, open_time=at - HOUR, close=row[2], high=1e6))
        for at, row in zip(times, rows, strict=True)
    )
    equity, balance, _ = rows[-1]
    state = replace(bot_state(1, symbol), timestamp=times[-1], equity=equity, balance=balance)
    with volume.hold("bot"):
        volume.writer(symbol).commit(CycleRecord(state=state, equity=points, candles=candles))


def extremes(volume, column, max_points):
    portfolio = portfolio_of(Accounts(volume), START + timedelta(days=9))
    views, _ = curve_views(portfolio, max_points)
    assert len(views) <= max_points
    shown = [getattr(view, column) for view in views]
    return min(shown), max(shown)


@pytest.mark.parametrize("column", COLUMNS)
@settings(max_examples=40, deadline=None)
@given(rows=accounts, max_points=st.integers(FEWEST, 30))
def test_a_column_keeps_its_extremes(column, rows, max_points):
    volume = MemoryVolume()
    write(volume, "BTC/USDT", rows)
    assert extremes(volume, column, max_points) == extremes(volume, column, 10_000)


@pytest.mark.parametrize("column", COLUMNS)
@settings(max_examples=25, deadline=None)
@given(btc=accounts, eth=accounts, max_points=st.integers(FEWEST, 30))
def test_a_column_of_two_accounts_keeps_the_extremes_of_their_sum(column, btc, eth, max_points):
    volume = MemoryVolume()
    write(volume, "BTC/USDT", btc)
    write(volume, "ETH/USDT", eth, after=7)
    whole = extremes(volume, column, 10_000)
    assert extremes(volume, column, max_points) == pytest.approx(whole, rel=1e-9, abs=1e-9)


def test_a_peak_of_holding_survives_while_equity_is_flat():
    volume = MemoryVolume()
    rows = [(10_000.0, 10_000.0, 100.0)] * 60
    rows[33] = (10_000.0, 10_000.0, 250.0)
    write(volume, "BTC/USDT", rows)
    lowest, highest = extremes(volume, "buy_and_hold", FEWEST)
    assert highest == pytest.approx(2.5 * lowest)


def test_a_trough_of_the_drawdown_survives_beside_a_lower_equity():
    volume = MemoryVolume()
    rows = [(10_000.0, 10_000.0, 100.0)] * 30 + [(100_000.0, 10_000.0, 100.0)] * 30
    rows[29], rows[31] = (9_900.0, 10_000.0, 100.0), (12_000.0, 10_000.0, 100.0)
    write(volume, "BTC/USDT", rows)
    assert extremes(volume, "drawdown_pct", 13)[0] == pytest.approx(-88.0)


def test_fewer_points_than_all_columns_need_keep_those_of_equity():
    volume = MemoryVolume()
    rows = [(10_000.0 + hour % 5, 10_000.0, 100.0 + hour) for hour in range(60)]
    rows[44] = (3.0, 10_000.0, 100.0)
    write(volume, "BTC/USDT", rows)
    assert extremes(volume, "equity", 4) == extremes(volume, "equity", 10_000)
