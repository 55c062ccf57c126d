"""Trades of two backtesters side by side, and which cause each difference is counted under."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.agreement.causes import BACKTESTING, NONE, VECTORBT, Cause
from benchmarks.agreement.pairing import Tally, compare
from benchmarks.agreement.slow_fills import Market, trades_of
from benchmarks.agreement.trades import RoundTrip, is_same_trade
from bot.domain import StrategyConfig
from tests.support.candles import random_walk

TURNING = StrategyConfig(
    stop_loss_pct=0.02, take_profit_pct=0.03, allow_short=True, exit_on_opposite_signal=True
)


def walk(config: StrategyConfig = TURNING, seed: int = 0) -> Market:
    frame = random_walk(600, seed=seed, deviation=0.01)
    columns = {name: frame[name].tolist() for name in ("open", "high", "low", "close")}
    wanted = np.random.default_rng(seed).choice([1, 0, 0, -1], 600).tolist()
    return Market(**columns, wanted=wanted, config=config)


@pytest.mark.parametrize("peer", [BACKTESTING, VECTORBT])
@pytest.mark.parametrize("seed", range(3))
def test_every_trade_of_either_side_is_counted_once_and_explained(peer, seed):
    market = walk(seed=seed)
    ours, theirs = list(trades_of(market, NONE)), list(trades_of(market, peer))
    tally = compare(market, ours, theirs, peer)
    assert tally.unexplained == 0
    paired = tally.equal + tally.differing.total()
    assert 2 * paired + tally.alone.total() == len(ours) + len(theirs)
    assert tally.equal == sum(any(is_same_trade(one, other) for other in theirs) for one in ours)
    assert () not in tally.differing
    assert () not in tally.alone


def test_a_peer_that_trades_as_we_do_differs_in_nothing():
    market = walk()
    ours = list(trades_of(market, NONE))
    tally = compare(market, ours, ours, NONE)
    assert (tally.equal, tally.differing, tally.alone) == (len(ours), Counter(), Counter())


@pytest.mark.parametrize("field", ["exit_price", "entry_price", "unit_pnl"])
def test_a_trade_that_no_rule_of_the_peer_foretells_is_unexplained(field):
    market = walk()
    ours, theirs = list(trades_of(market, NONE)), list(trades_of(market, VECTORBT))
    theirs[5] = replace(theirs[5], **{field: getattr(theirs[5], field) + 1e-5})
    assert compare(market, ours, theirs, VECTORBT).unexplained == 1


def test_a_trade_that_is_missing_is_unexplained_on_either_side():
    market = walk()
    ours, theirs = list(trades_of(market, NONE)), list(trades_of(market, VECTORBT))
    assert compare(market, ours, theirs[:-1], VECTORBT).unexplained == 1
    assert compare(market, ours[:-1], theirs, VECTORBT).unexplained == 1


def test_a_trade_that_only_one_has_counts_under_what_ended_the_trade_before_elsewhere():
    """We are stopped in the entry candle and enter again; they hold until the next candle."""
    rows = [(100.0, 100.0, 100.0, 100.0), (100.0, 100.0, 85.0, 95.0)]
    rows += [(95.0, 95.0, 95.0, 95.0), (95.0, 125.0, 95.0, 120.0)]
    opens, highs, lows, closes = (list(column) for column in zip(*rows, strict=True))
    config = StrategyConfig(stop_loss_pct=0.1, take_profit_pct=0.2, fee_pct=0.0, slippage_pct=0.0)
    market = Market(
        open=opens, high=highs, low=lows, close=closes, wanted=[1, 1, 0, 0], config=config
    )
    ours, theirs = list(trades_of(market, NONE)), list(trades_of(market, VECTORBT))
    assert [trade.entry_row for trade in ours] == [1, 2]
    assert [trade.entry_row for trade in theirs] == [1]
    tally = compare(market, ours, theirs, VECTORBT)
    assert tally.differing == {(Cause.UNGUARDED_ENTRY,): 1}
    assert tally.alone == {(Cause.UNGUARDED_ENTRY,): 1}
    assert tally.examples == {(Cause.UNGUARDED_ENTRY,): (ours[0], theirs[0])}


def test_tallies_add_up():
    market = walk()
    ours, theirs = list(trades_of(market, NONE)), list(trades_of(market, VECTORBT))
    one, both = compare(market, ours, theirs, VECTORBT), Tally()
    both.add(one)
    both.add(one)
    assert both.ours == 2 * one.ours
    assert both.differing.total() == 2 * one.differing.total()
    assert both.alone == one.alone + one.alone
    assert both.their_return_pct == 2 * one.their_return_pct


def test_prices_agree_to_a_billionth_and_sizes_only_where_they_are_compared():
    trade = RoundTrip(
        entry_row=1, exit_row=2, direction=1, entry_price=100.0, exit_price=110.0, unit_pnl=9.0
    )
    assert is_same_trade(trade, replace(trade, exit_price=110.0 + 0.9e-7))
    assert not is_same_trade(trade, replace(trade, exit_price=110.0 + 1.1e-7))
    assert is_same_trade(trade, replace(trade, quantity=2.0))
    assert not is_same_trade(trade, replace(trade, quantity=2.0), sized=True)
