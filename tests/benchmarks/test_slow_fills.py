"""The plain fills that explain how peers differ: without a cause they are the kernel's."""

from dataclasses import asdict, astuple, replace

import pytest
from hypothesis import given, settings

from benchmarks.agreement.causes import NONE, Cause
from benchmarks.agreement.pairing import causes_of
from benchmarks.agreement.slow_fills import Entry, Market, Step, step, trades_of
from bot.domain import StrategyConfig
from bot.rules.fills import Terms
from tests.support.drawn_candles import markets
from tests.support.kernel_runs import run_kernel

FLAT = (100.0, 100.0, 100.0, 100.0)
DIVES = (100.0, 100.0, 85.0, 95.0)
PLAIN = StrategyConfig(stop_loss_pct=0.1, take_profit_pct=0.2, fee_pct=0.0, slippage_pct=0.0)
TURNING = replace(PLAIN, exit_on_opposite_signal=True)
SLIPPING = replace(PLAIN, slippage_pct=0.01)
ENTRY = Entry(1, 1)


def market_of(rows, wanted, config=PLAIN) -> Market:
    columns = [list(column) for column in zip(*rows, strict=True)]
    names = ("open", "high", "low", "close")
    return Market(**dict(zip(names, columns, strict=True)), wanted=wanted, config=config)


@settings(max_examples=150)
@given(markets())
def test_without_a_cause_the_slow_fills_give_the_trades_of_the_kernel(market):
    rows, directions, terms = market
    terms = replace(terms, risk_per_trade_pct=1e-9)  # so that no loss ends the balance
    config = StrategyConfig(**asdict(terms))
    fast, _ = run_kernel(rows, directions, Terms(*astuple(terms)), 1000.0)
    slow = list(trades_of(market_of(rows, directions, config), NONE))
    assert [tuple(row) for row in fast[["entry_row", "exit_row", "direction"]]] == [
        (trade.entry_row, trade.exit_row, trade.direction) for trade in slow
    ]
    for row, trade in zip(fast, slow, strict=True):
        assert row["entry_price"] == pytest.approx(trade.entry_price, rel=1e-12)
        assert row["exit_price"] == pytest.approx(trade.exit_price, rel=1e-12)
        near = 1e-9 * trade.entry_price
        assert row["pnl"] / row["quantity"] == pytest.approx(trade.unit_pnl, abs=near)


def both(market: Market, cause: Cause) -> tuple[Step, Step]:
    """The first trade with our fills and with the cause, which must be found as the only one."""
    assert causes_of(market, ENTRY, frozenset({cause})) == (cause,)
    return step(market, ENTRY, NONE), step(market, ENTRY, frozenset({cause}))


def ends(steps: tuple[Step, Step]) -> list[tuple[int, float]]:
    return [(each.trade.exit_row, pytest.approx(each.trade.exit_price)) for each in steps]


def test_a_stop_in_the_entry_candle_waits_for_the_next_one_where_entries_are_unguarded():
    market = market_of([FLAT, DIVES, (80.0,) * 4], [1, 0, 0])
    assert ends(both(market, Cause.UNGUARDED_ENTRY)) == [(1, 90.0), (2, 80.0)]


def test_a_bracket_is_refused_only_where_the_close_before_lies_outside():
    after_a_gap = market_of([(130.0,) * 4, DIVES, (80.0,) * 4], [1, 0, 0])
    assert ends(both(after_a_gap, Cause.REFUSED_BRACKET)) == [(1, 90.0), (2, 80.0)]
    without_one = market_of([FLAT, DIVES, (80.0,) * 4], [1, 0, 0])
    assert causes_of(without_one, ENTRY, frozenset({Cause.REFUSED_BRACKET})) == ()


def test_an_open_beyond_the_target_fills_there_or_the_stop_touched_later_does():
    market = market_of([FLAT, FLAT, (125.0, 125.0, 85.0, 100.0)], [1, 0, 0])
    assert ends(both(market, Cause.STOP_BEFORE_OPEN)) == [(2, 125.0), (2, 90.0)]


def test_an_opposite_decision_enters_at_an_open_beyond_the_stop_where_signals_are_first():
    turning = replace(TURNING, allow_short=True)
    market = market_of([FLAT, FLAT, (80.0,) * 4, (80.0,) * 4], [1, -1, 0, 0], turning)
    ours, theirs = both(market, Cause.SIGNAL_FIRST)
    assert ours.trade == theirs.trade
    assert (ours.following, theirs.following) == (None, Entry(2, -1))


def test_a_target_touched_after_the_open_beats_the_decision_where_signals_are_last():
    market = market_of([FLAT, FLAT, (100.0, 125.0, 100.0, 110.0)], [1, -1, 0], TURNING)
    assert ends(both(market, Cause.SIGNAL_LAST)) == [(2, 100.0), (2, 120.0)]


def test_a_stop_slips_or_does_not():
    market = market_of([FLAT, FLAT, DIVES], [1, 0, 0], SLIPPING)
    found = ends(both(market, Cause.EXIT_WITHOUT_SLIPPAGE))
    assert found == [(2, 90.9 * 0.99), (2, 90.9)]


def test_a_target_slips_or_does_not():
    market = market_of([FLAT, FLAT, (100.0, 125.0, 100.0, 120.0)], [1, 0, 0], SLIPPING)
    assert ends(both(market, Cause.TARGET_SLIPS)) == [(2, 121.2), (2, 121.2 * 0.99)]


def test_what_is_open_at_the_end_leaves_at_the_last_close_or_at_the_last_open():
    market = market_of([FLAT, FLAT, (100.0, 105.0, 100.0, 104.0)], [1, 0, 0])
    assert ends(both(market, Cause.END_AT_LAST_OPEN)) == [(2, 104.0), (2, 100.0)]


def test_what_is_open_at_the_end_pays_for_its_exit_or_does_not():
    paying = replace(PLAIN, fee_pct=0.01)
    market = market_of([FLAT, FLAT, (100.0, 105.0, 100.0, 104.0)], [1, 0, 0], paying)
    ours, theirs = both(market, Cause.END_LEFT_OPEN)
    assert ours.trade.unit_pnl == pytest.approx(4 - 1 - 1.04)
    assert theirs.trade.unit_pnl == pytest.approx(4 - 1)
