"""A bot around scheduled events: it enters nothing, closes as ever, and trades as the backtest."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.backtesting import Backtester
from bot.domain import Action, DecisionPolicy, ExitReason, StrategyConfig, WithheldReason
from bot.domain.calendar import EntryBlackout, ScheduledEvent
from bot.exchange import PaperExchangeClient
from bot.parity import Cause
from bot.trading import rebuilt_account
from tests.support.candles import random_walk
from tests.support.recorded_run import MARKET, SYMBOL, record_run, report_of

WALK = random_walk(700, seed=3)
HOUR = timedelta(hours=1)
SCHEDULED = tuple(
    ScheduledEvent(name=f"figures {day}", at=WALK.index[0].to_pydatetime() + day * 26 * HOUR)
    for day in range(1, 25)
)
RULE = EntryBlackout(events=SCHEDULED, before_minutes=120, after_minutes=240)
POLICY = DecisionPolicy(min_confidence=0.0, macro_enabled=False)
CONFIG = StrategyConfig(stop_loss_pct=0.008, take_profit_pct=0.012)
SHAPE = ("direction", "entry_time", "exit_time", "exit_reason", "entry_price", "exit_price")


def is_near(moment) -> bool:
    return any(event.at - 2 * HOUR <= moment <= event.at + 4 * HOUR for event in SCHEDULED)


@pytest.mark.parametrize(("allow_short", "opposite"), list(product([True, False], repeat=2)))
def test_the_bots_trades_are_those_of_the_backtest_under_the_same_rule(
    tmp_path, allow_short, opposite
):
    config = replace(CONFIG, allow_short=allow_short, exit_on_opposite_signal=opposite)
    store = record_run(tmp_path, WALK, config, policy=POLICY, blackout=RULE)
    result = Backtester(config, POLICY, blackout=RULE).run(WALK)
    expected = [t for t in result.trades if t.exit_reason is not ExitReason.END_OF_DATA]
    kept = sorted(store.trades(1000), key=lambda trade: trade.entry_time)
    assert [[getattr(t, name) for name in SHAPE] for t in kept] == [
        [getattr(t, name) for name in SHAPE] for t in expected
    ]
    assert [t.pnl for t in kept] == pytest.approx([t.pnl for t in expected])
    assert kept
    assert not any(is_near(trade.entry_time) for trade in kept)
    free = Backtester(config, POLICY).run(WALK)
    assert any(is_near(trade.entry_time) for trade in free.trades)


def test_what_is_withheld_says_when_and_why(tmp_path):
    store = record_run(tmp_path, WALK, CONFIG, policy=POLICY, blackout=RULE)
    withheld = [s for s in store.signals(1000) if s.withheld is WithheldReason.BLACKOUT]
    assert withheld
    assert all(signal.action is Action.FLAT and is_near(signal.timestamp) for signal in withheld)
    said = min(withheld, key=lambda signal: signal.timestamp).reason
    assert said.startswith("no trade: no entry from 2024-01-0")
    assert " UTC: figures 1 at " in said


def test_an_opposite_decision_closes_in_a_blackout_and_enters_nothing(tmp_path):
    config = replace(CONFIG, allow_short=True, exit_on_opposite_signal=True, stop_loss_pct=0.2)
    config = replace(config, take_profit_pct=0.2)
    store = record_run(tmp_path, WALK, config, policy=POLICY, blackout=RULE)
    closed = [
        trade
        for trade in store.trades(1000)
        if trade.exit_reason is ExitReason.SIGNAL and is_near(trade.exit_time)
    ]
    assert closed
    entries = {trade.entry_time for trade in store.trades(1000)}
    assert not entries & {trade.exit_time for trade in closed}


def test_the_parity_report_explains_every_difference_by_the_calendar(tmp_path):
    config = replace(CONFIG, allow_short=True, exit_on_opposite_signal=True)
    report = report_of(record_run(tmp_path, WALK, config, policy=POLICY, blackout=RULE))
    causes = {reason.cause for found in report.differences for reason in found.reasons}
    assert Cause.STOOD_ASIDE in causes
    assert causes <= {Cause.STOOD_ASIDE, Cause.BALANCE}


def test_a_lost_state_is_rebuilt_with_what_was_withheld(tmp_path):
    config = replace(CONFIG, allow_short=True, exit_on_opposite_signal=True)
    store = record_run(tmp_path, WALK, config, policy=POLICY, blackout=RULE)
    lost = store.load_state()
    assert rebuilt_account(store, SYMBOL, paper).state(MARKET, lost.heartbeat) == lost


def paper(balance, position):
    return PaperExchangeClient(SYMBOL, balance, position=position)
