"""A bot on paper under limits: what it enters, what it closes, and what its record says."""

from dataclasses import replace

import pytest

from bot.backtesting import Backtester
from bot.domain import (
    Action,
    ExitReason,
    RiskLimits,
    RiskRule,
    SignalEvent,
    StrategyConfig,
    TradingPermit,
    TradingState,
    WithheldReason,
)
from bot.exchange import PaperExchangeClient
from bot.parity.cause import Cause
from bot.state import FileVolume
from bot.trading import SymbolGuard, rebuilt_account
from tests.support.candles import random_walk
from tests.support.recorded_run import SYMBOL, record_run, report_of

CONFIG = StrategyConfig(stop_loss_pct=0.008, take_profit_pct=0.012)
BOTH_WAYS = replace(CONFIG, allow_short=True, exit_on_opposite_signal=True)
WALK = random_walk(500, seed=3)
AT = WALK.index[200].to_pydatetime()  # when what was decided before cycle 200 enters
FAR = RiskLimits(max_position_pct=1e9, max_drawdown_pct=99, max_trades_per_day=1_000_000)


def set_state(folder, state, rule=None):
    permit = TradingPermit(state=state, reason="a walk", since=AT, by="ann", rule=rule)
    FileVolume(folder).trading_permit.write(permit)


@pytest.mark.parametrize("limits", [None, FAR], ids=["no limits", "limits out of reach"])
@pytest.mark.parametrize("config", [CONFIG, BOTH_WAYS], ids=["long", "both ways"])
def test_where_no_limit_is_reached_the_bot_trades_as_the_backtest_to_the_last_bit(
    tmp_path, limits, config
):
    store = record_run(tmp_path, WALK, config, limits=limits)
    expected = Backtester(config).run(WALK).trades
    closed = [trade for trade in expected if trade.exit_reason is not ExitReason.END_OF_DATA]
    assert [
        (trade.entry_time, trade.quantity, trade.pnl) for trade in store.trades(1000)[::-1]
    ] == [(trade.entry_time, trade.quantity, trade.pnl) for trade in closed]
    lines = (tmp_path / "portfolio" / "BTC_USDT" / "signals.jsonl").read_text()
    assert "entry_scale" not in lines
    assert "entry_scale" not in (tmp_path / "state.json").read_text()


def test_while_reducing_nothing_is_entered_what_is_held_goes_on_and_each_decision_says_why(
    tmp_path,
):
    def pause(cycle, source):
        if cycle == 200:
            set_state(tmp_path, TradingState.REDUCING)

    plain = record_run(tmp_path / "plain", WALK, CONFIG)
    store = record_run(tmp_path, WALK, CONFIG, before_cycle=pause)
    before = [trade for trade in plain.trades(1000)[::-1] if trade.entry_time <= AT]
    assert store.trades(1000)[::-1] == before
    withheld = [line for line in store.stream(SignalEvent) if line.withheld is not None]
    assert {line.withheld for line in withheld} == {WithheldReason.TRADING_STATE}
    assert {line.action for line in withheld} == {Action.FLAT}
    assert withheld[0].reason.startswith(
        "no trade: trading is REDUCING (exits only), set by ann, until it is resumed: a walk, "
    )
    assert any(text.startswith("trading is REDUCING") for text in store.load_state().warnings)


@pytest.mark.parametrize(
    ("state", "closes"), [(TradingState.REDUCING, True), (TradingState.HALTED, False)]
)
def test_an_opposite_decision_closes_while_reducing_and_not_while_halted(tmp_path, state, closes):
    wide = replace(BOTH_WAYS, stop_loss_pct=0.2, take_profit_pct=0.3)

    def stopped(cycle, source):
        if cycle == 200:
            set_state(tmp_path, state)

    store = record_run(tmp_path, WALK, wide, before_cycle=stopped)
    late = [trade for trade in store.trades(1000) if trade.exit_time > AT]
    assert [trade.exit_reason for trade in late] == [ExitReason.SIGNAL] * closes
    assert (store.load_state().position is Action.FLAT) is closes


def test_while_halted_the_stop_of_what_is_held_goes_on(tmp_path):
    plain = record_run(tmp_path / "plain", WALK, CONFIG).trades(1000)[::-1]
    held = next(trade for trade in plain[5:] if trade.exit_reason is ExitReason.STOP_LOSS)

    def halted(cycle, source):
        if cycle == WALK.index.get_loc(held.entry_time) + 1:
            set_state(tmp_path, TradingState.HALTED)

    store = record_run(tmp_path, WALK, CONFIG, before_cycle=halted)
    assert store.trades(1000)[::-1] == plain[: plain.index(held) + 1]


def test_a_reached_limit_is_named_in_the_decisions_it_withholds(tmp_path):
    limits = RiskLimits(max_trades_per_day=1)
    store = record_run(tmp_path, WALK, CONFIG, limits=limits)
    days = [trade.entry_time.date() for trade in store.trades(1000)]
    assert len(days) == len(set(days)) > 5
    withheld = [line for line in store.stream(SignalEvent) if line.withheld is not None]
    assert {line.withheld for line in withheld} == {WithheldReason.RISK_LIMIT}
    assert withheld[0].reason.startswith(
        "no trade: a risk limit is reached (1 positions were entered on the UTC day 2024-01-"
    )


def test_a_size_cut_by_a_limit_is_told_recorded_and_survives_a_restart_and_a_lost_state(tmp_path):
    limits = RiskLimits(max_position_pct=25)
    whole = record_run(tmp_path / "whole", WALK, CONFIG, limits=limits)
    parts = tmp_path / "parts"
    for first in range(0, 500, 100):  # each a process of its own
        shown = WALK.index[first - 1].to_pydatetime() if first else None
        record_run(parts, WALK.iloc[: first + 100], CONFIG, limits=limits, shown=shown)
    store = FileVolume(parts).reader(SYMBOL)
    assert store.trades(1000) == whole.trades(1000) != []
    for trade in store.trades(1000):
        assert trade.quantity * trade.entry_price <= 0.25 * 10_100
    cut = [line for line in store.stream(SignalEvent) if line.entry_scale is not None]
    assert (
        "entered with 40.0% of its size (a position may be 25 % of the equity of 10000"
        in cut[0].reason
    )
    assert all(0.39 < line.entry_scale < 0.41 for line in cut)
    last = store.load_state()
    account = rebuilt_account(
        FileVolume(parts).writer(SYMBOL),
        SYMBOL,
        lambda balance, position: PaperExchangeClient(SYMBOL, balance, position=position),
    )
    assert (account.ledger.balance, account.signal.entry_scale) == (last.balance, last.entry_scale)


def test_the_parity_report_names_cut_sizes_and_withheld_entries(tmp_path):
    cut = record_run(tmp_path / "cut", WALK, CONFIG, limits=RiskLimits(max_position_pct=25))
    report = report_of(cut)
    assert report.count > 0
    assert set(report.by_cause) <= {Cause.STOOD_ASIDE, Cause.BALANCE}
    assert report.marks[Cause.STOOD_ASIDE][0].words.startswith(
        "a risk limit left 40.0% of the size at 2024-01-"
    )

    def pause(cycle, source):
        if cycle in (200, 300):
            set_state(tmp_path, TradingState.REDUCING if cycle == 200 else TradingState.ACTIVE)

    report = report_of(record_run(tmp_path, WALK, CONFIG, before_cycle=pause))
    assert report.count > 0
    assert set(report.by_cause) <= {Cause.STOOD_ASIDE, Cause.BALANCE}
    assert report.marks[Cause.STOOD_ASIDE][0].words.startswith("trading was stopped at 2024-01-")


def test_a_fault_of_the_guard_enters_nothing_holds_up_no_exit_and_stays_until_resumed(
    tmp_path, monkeypatch
):
    plain = record_run(tmp_path / "plain", WALK, CONFIG).trades(1000)[::-1]

    def broken(*arguments):
        raise RuntimeError("a fault of ours")

    def break_it(cycle, source):
        if cycle == 200:
            monkeypatch.setattr(SymbolGuard, "_reviewed", broken)
        if cycle == 250:
            monkeypatch.undo()

    store = record_run(tmp_path, WALK, CONFIG, before_cycle=break_it)
    kept = [trade for trade in plain if trade.entry_time <= AT]
    assert store.trades(1000)[::-1] == kept
    permit = FileVolume(tmp_path).trading_permit.read()
    assert (permit.state, permit.rule) == (TradingState.REDUCING, RiskRule.FAULT)
    assert permit.reason == "the risk guard failed (RuntimeError: a fault of ours)"
