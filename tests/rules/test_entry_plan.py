"""How large an entry is and where its stop and target lie, by numbers small enough for the eye."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Action, EntryBasis, PositionSizing, StopType, StrategyConfig
from bot.rules import entry_plan, new_account, open_position, terms_of
from bot.rules.kelly import kelly_of, kelly_share

CONFIG = StrategyConfig(
    risk_per_trade_pct=1.0, stop_loss_pct=0.1, take_profit_pct=0.2, fee_pct=0.0, slippage_pct=0.0
)
UNKNOWN = EntryBasis()
ATR_2 = EntryBasis(atr=2.0)
configs = st.builds(
    StrategyConfig,
    position_sizing=st.sampled_from(PositionSizing),
    stop_type=st.sampled_from(StopType),
    risk_per_trade_pct=st.floats(0.01, 100),
    stop_loss_pct=st.floats(0.001, 0.9),
    max_position_pct=st.floats(0.1, 100),
    kelly_fraction=st.floats(0.01, 1),
    stop_atr_multiple=st.floats(0.1, 10),
    fee_pct=st.floats(0, 0.1),
)
bases = st.builds(EntryBasis, atr=st.none() | st.floats(0, 200), kelly=st.none() | st.floats(0, 1))


def plan(basis=UNKNOWN, direction=Action.LONG, **changes):
    config = replace(CONFIG, **changes)
    return entry_plan(config, basis, balance=1000.0, direction=direction, fill_price=100.0)


def test_fixed_sizes_lose_the_risked_share_at_the_stop():
    fixed = plan()
    assert (fixed.quantity, fixed.stop_price, fixed.target_price) == (1.0, 90.0, 120.0)
    assert fixed.trailing_distance is None


def test_an_atr_stop_lies_multiples_of_the_atr_away_and_sets_the_size_of_the_risk():
    long = plan(ATR_2, stop_type=StopType.ATR)
    assert (long.stop_price, long.target_price) == (96.0, 108.0)
    assert long.quantity == pytest.approx(10 / 4)
    short = plan(ATR_2, Action.SHORT, stop_type=StopType.ATR)
    assert (short.stop_price, short.target_price) == (104.0, 92.0)


def test_by_volatility_a_move_of_one_atr_loses_the_risked_share_wherever_the_stop_is():
    for stop in StopType:
        sized = plan(ATR_2, position_sizing=PositionSizing.VOLATILITY, stop_type=stop)
        assert sized.quantity == pytest.approx(10 / 2), stop


def test_by_kelly_the_stop_loses_a_part_of_the_share_that_the_record_stakes():
    kelly = dict(position_sizing=PositionSizing.KELLY, kelly_fraction=0.5, max_position_pct=100)
    assert plan(EntryBasis(kelly=0.08), **kelly).quantity == pytest.approx(1000 * 0.04 / 10)
    assert plan(EntryBasis(kelly=0.0), **kelly).quantity == 0
    assert plan(EntryBasis(kelly=None), **kelly).quantity == 1, "too few trades: as fixed"


def test_a_trailing_stop_begins_as_a_fixed_one_and_trails_as_far_behind():
    trailing = plan(stop_type=StopType.TRAILING)
    assert replace(trailing, trailing_distance=None) == plan()
    assert trailing.trailing_distance == 0.1


@pytest.mark.parametrize("atr", [None, 0.0, 1e-300, 50.0])
def test_nothing_is_entered_without_an_atr_or_with_one_that_puts_the_stop_below_zero(atr):
    assert plan(EntryBasis(atr=atr), stop_type=StopType.ATR).quantity == 0


@pytest.mark.parametrize("atr", [None, 0.0])
def test_nothing_is_sized_by_an_atr_that_is_not_known_or_zero(atr):
    assert plan(EntryBasis(atr=atr), position_sizing=PositionSizing.VOLATILITY).quantity == 0


def test_no_entry_takes_more_of_the_balance_than_its_cap():
    assert plan(risk_per_trade_pct=100).quantity == 10
    assert plan(risk_per_trade_pct=100, max_position_pct=25).quantity == 2.5


@given(configs, bases, st.sampled_from([Action.LONG, Action.SHORT]))
def test_whatever_a_config_says_an_entry_is_capped_and_its_stop_and_target_are_prices(
    config, basis, direction
):
    entry = entry_plan(config, basis, balance=1000.0, direction=direction, fill_price=100.0)
    assert 0 <= entry.quantity * 100 * (1 + config.fee_pct) <= 10 * config.max_position_pct * 1.0001
    if entry.quantity:
        assert min(entry.stop_price, entry.target_price) > 0
        assert direction.sign * (entry.target_price - entry.stop_price) > 0


@given(st.floats(0.01, 100), st.floats(0.001, 0.9), st.floats(1, 1e5))
def test_fixed_sizes_and_stops_are_those_of_always_to_the_last_bit(risk, stop, price):
    config = replace(CONFIG, risk_per_trade_pct=risk, stop_loss_pct=stop)
    entry = entry_plan(config, EntryBasis(), balance=777.0, direction=Action.LONG, fill_price=price)
    assert entry.stop_price == price * (1.0 - stop)
    wanted = min(777.0 * risk / 100.0 / (price * stop), 777.0 / (price * 1.0))
    assert entry.quantity == wanted
    account = open_position(new_account(777.0), 1, price, terms_of(config))
    assert (account.quantity, account.stop_price) == (entry.quantity, entry.stop_price)


def test_kelly_stakes_the_edge_over_the_odds():
    """6 of 10 win 2 %, the others lose 1 %: 0.6 - 0.4 / 2."""
    record = np.array([2.0] * 6 + [-1.0] * 4)
    assert kelly_share(record) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("record", "share"),
    [([1.0, -1.0, -1.0], 0.0), ([-1.0, -2.0], 0.0), ([1.0, 2.0], 1.0), ([1.0, 0.0], 0.5)],
)
def test_kelly_stakes_nothing_without_an_edge_and_all_without_a_loss(record, share):
    assert kelly_share(np.array(record)) == pytest.approx(share)


def test_kelly_needs_its_trades_and_reads_the_last_of_them_only():
    config = replace(CONFIG, position_sizing=PositionSizing.KELLY, kelly_trades=3)
    assert kelly_of(config, [1.0, 1.0]) is None
    assert kelly_of(config, [-9.0, 1.0, 2.0, 3.0]) == 1.0
    assert kelly_of(CONFIG, [1.0] * 60) is None, "nobody asked for it"


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=40))
def test_kelly_never_stakes_less_than_nothing_nor_more_than_all(record):
    share = kelly_share(np.array(record))
    assert not math.isnan(share)
    assert 0 <= share <= 1
