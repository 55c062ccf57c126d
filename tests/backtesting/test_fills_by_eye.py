"""The fills of docs/architecture.md on candles small enough to check by eye."""

import numpy as np
import pytest

from bot.backtesting import directions_of, equity_of, simulated
from bot.domain import ExitReason
from bot.rules import fills
from bot.rules.fills import Terms

NO_COSTS = Terms(
    risk_per_trade_pct=1.0,
    stop_loss_pct=0.1,
    take_profit_pct=0.1,
    fee_pct=0.0,
    slippage_pct=0.0,
    allow_short=True,
    exit_on_opposite_signal=False,
)


def run(candles, action, terms=NO_COSTS):
    """Simulate (open, high, low, close) rows with a decision per row; trades and equity."""
    open_, high, low, close = (np.array(column, float) for column in zip(*candles, strict=True))
    directions = directions_of(np.array(action, np.int8))
    found = simulated(open_, high, low, close, directions, 1000.0, terms)
    return found.trades, equity_of(found, 1000.0, len(close))


def test_a_decision_executes_at_the_next_open():
    trades, _ = run([(90, 95, 85, 92), (100, 101, 99, 100), (100, 111, 99, 100)], [1, 0, 0])
    assert trades["entry_row"].tolist() == [1]
    assert trades["entry_price"].tolist() == [100]


def test_the_quantity_loses_the_risked_percent_at_the_stop():
    trades, equity = run([(100, 100, 100, 100), (100, 100, 89, 95), (95, 95, 95, 95)], [1, 0, 0])
    assert trades["quantity"][0] == pytest.approx(1.0)  # 1 % of 1000 / (100 x 0.1)
    assert trades["pnl"][0] == pytest.approx(-10)
    assert equity.tolist() == pytest.approx([1000, 990, 990])


def test_a_touched_stop_fills_at_the_stop_and_a_touched_target_at_the_target():
    trades, _ = run([(100,) * 4, (100, 105, 90, 100), (100, 100, 100, 100)], [1, 0, 0])
    assert (trades["exit_price"][0], trades["reason"][0]) == (90, fills.STOP_LOSS)
    trades, _ = run([(100,) * 4, (100, 111, 95, 100), (100, 100, 100, 100)], [1, 0, 0])
    assert trades["exit_price"][0] == pytest.approx(110)
    assert trades["reason"][0] == fills.TAKE_PROFIT


def test_when_both_are_touched_the_stop_came_first():
    trades, _ = run([(100,) * 4, (100, 120, 80, 100), (100,) * 4], [1, 0, 0])
    assert trades["reason"].tolist() == [fills.STOP_LOSS]


def test_a_stop_gapped_through_fills_at_the_open():
    trades, _ = run([(100,) * 4, (100,) * 4, (80, 81, 79, 80)], [1, 0, 0])
    assert (trades["exit_price"][0], trades["exit_row"][0]) == (80, 2)


def test_a_target_gapped_over_fills_at_the_open_and_the_next_entry_waits_an_open():
    trades, _ = run([(100,) * 4, (100,) * 4, (130,) * 4, (131,) * 4], [1, 1, 1, 0])
    assert trades["exit_price"][0] == 130
    assert trades["entry_row"].tolist() == [1, 3]


def test_an_opposite_decision_closes_and_its_own_entry_shares_that_open():
    terms = NO_COSTS._replace(exit_on_opposite_signal=True)
    trades, _ = run([(100,) * 4, (100,) * 4, (102,) * 4, (102,) * 4], [1, -1, 0, 0], terms)
    assert trades["reason"].tolist() == [fills.SIGNAL, fills.END_OF_DATA]
    assert trades["entry_row"].tolist() == [1, 2]
    assert trades["direction"].tolist() == [1, -1]


def test_without_shorts_a_short_decision_opens_nothing():
    trades, _ = run([(100,) * 4] * 3, [-1, -1, -1], NO_COSTS._replace(allow_short=False))
    assert len(trades) == 0


def test_slippage_worsens_every_fill_but_the_targets_and_fees_are_paid_on_both_sides():
    terms = NO_COSTS._replace(slippage_pct=0.01, fee_pct=0.001, risk_per_trade_pct=0.1)
    trades, _ = run([(100,) * 4, (100, 120, 100, 115), (115,) * 4], [1, 0, 0], terms)
    trade = trades[0]
    assert trade["entry_price"] == pytest.approx(101)
    assert trade["exit_price"] == pytest.approx(101 * 1.1)
    assert trade["fees"] == pytest.approx(trade["quantity"] * (101 + 101 * 1.1) * 0.001)


def test_the_exit_codes_of_the_kernel_are_those_of_the_domain():
    of_orders_alone = {ExitReason.EMERGENCY_EXIT, ExitReason.FORCE_EXIT}
    for reason in set(ExitReason) - of_orders_alone:
        assert getattr(fills, reason.name) == reason.code
