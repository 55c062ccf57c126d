"""The guard at work: what it stops, for how long, and what survives a restart."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import structlog

from bot.domain import (
    Action,
    CycleRecord,
    RiskLimits,
    RiskRule,
    StrategyConfig,
    TradingPermit,
    TradingState,
    WithheldReason,
)
from bot.domain.errors import StateError
from bot.state import FileVolume
from bot.trading import RiskDesk, pending_exposure
from bot.trading.risk.facts import EntryAsk
from tests.support.records import bot_state, trade

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
BTC, ETH = "BTC/USDT", "ETH/USDT"
ASK = EntryAsk(symbol=BTC, direction=Action.LONG, notional=1_000)


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def state(equity, symbol=BTC, **more):
    flat = {"position": Action.FLAT, "entry_price": None, "entry_time": None}
    return replace(bot_state(1, symbol), initial_balance=10_000.0, equity=equity, **(flat | more))


def desk_at(folder, clock=None, **limits):
    volume = FileVolume(folder)
    log = structlog.wrap_logger(None, wrapper_class=structlog.make_filtering_bound_logger(50))
    desk = RiskDesk(
        RiskLimits(**limits), volume.trading_permit, volume.risk, log, monotonic=clock or Clock()
    )
    desk.book.open(state(10_000.0))
    return desk


def saw(desk, equity, *trades):
    desk.book.saw(CycleRecord(state=state(equity), trades=trades))


def lost(number, at):
    return replace(trade(3), pnl=-1.0, entry_time=at - HOUR, exit_time=at, quantity=number)


def test_a_lost_day_reduces_survives_a_restart_and_ends_with_the_utc_day(tmp_path):
    desk = desk_at(tmp_path, daily_loss_limit_pct=3)
    assert desk.permit_at(NOON).allows_entries
    saw(desk, 9_600.0)
    permit = desk.permit_at(NOON + HOUR)
    assert (permit.state, permit.rule) == (TradingState.REDUCING, RiskRule.DAILY_LOSS_LIMIT)
    saw(desk, 10_000.0)  # what was reached stays reached
    assert not desk.permit_at(NOON + 2 * HOUR).allows_entries
    again = desk_at(tmp_path, daily_loss_limit_pct=3)
    assert again.permit_at(NOON + 11 * HOUR) == permit
    assert again.permit_at(NOON + 12 * HOUR).by == "time"
    assert again.permit_at(NOON + 12 * HOUR).allows_entries


def test_the_equity_that_the_day_began_with_and_the_peak_survive_a_restart(tmp_path):
    desk = desk_at(tmp_path, daily_loss_limit_pct=3, max_drawdown_pct=50)
    saw(desk, 11_000.0)
    assert desk.permit_at(NOON).allows_entries
    again = desk_at(tmp_path, daily_loss_limit_pct=3, max_drawdown_pct=50)
    saw(again, 10_700.0)
    assert again.permit_at(NOON).allows_entries
    saw(again, 10_669.0)
    assert again.permit_at(NOON).rule is RiskRule.DAILY_LOSS_LIMIT


def test_a_drawdown_reduces_until_a_person_resumes_and_counts_anew_then(tmp_path):
    desk = desk_at(tmp_path, max_drawdown_pct=20)
    desk.permit_at(NOON)
    saw(desk, 7_900.0)
    assert desk.permit_at(NOON).until is None
    assert not desk.permit_at(NOON + 1_000 * HOUR).allows_entries
    desk.change(TradingState.ACTIVE, reason="seen", by="ann", at=NOON)
    assert desk.permit_at(NOON + 1_000 * HOUR).by == "ann"
    again = desk_at(tmp_path, max_drawdown_pct=20)
    saw(again, 7_900.0)
    assert again.permit_at(NOON + 1_000 * HOUR).allows_entries


def test_a_rule_never_takes_a_persons_word_back(tmp_path):
    desk = desk_at(tmp_path, daily_loss_limit_pct=3)
    desk.permit_at(NOON)
    for word in (TradingState.REDUCING, TradingState.HALTED):
        desk.change(word, reason="a walk", by="ann", at=NOON)
        saw(desk, 9_000.0)
        assert (desk.permit_at(NOON).state, desk.permit_at(NOON).by) == (word, "ann")
        assert desk.permit_at(NOON + 100 * HOUR).state is word


def test_a_rule_that_stops_longer_replaces_one_that_stops_shorter(tmp_path):
    desk = desk_at(tmp_path, daily_loss_limit_pct=3, max_drawdown_pct=20)
    desk.permit_at(NOON)
    saw(desk, 9_600.0)
    assert desk.permit_at(NOON).rule is RiskRule.DAILY_LOSS_LIMIT
    saw(desk, 7_000.0)
    assert desk.permit_at(NOON).rule is RiskRule.MAX_DRAWDOWN
    assert not desk.permit_at(NOON + 24 * HOUR).allows_entries


def test_losses_in_a_row_of_all_symbols_rest_entries_and_are_told_twice_at_most_once(tmp_path):
    desk = desk_at(tmp_path, max_consecutive_losses=2, cooldown_minutes=60)
    desk.book.settled(BTC, Action.FLAT, 9_990.0, (lost(1, NOON),))
    saw(desk, 9_990.0, lost(1, NOON))
    assert desk.permit_at(NOON).allows_entries
    other = replace(lost(1, NOON), symbol=ETH)
    desk.book.saw(CycleRecord(state=state(10_000.0, ETH), trades=(other,)))
    permit = desk.permit_at(NOON)
    assert (permit.rule, permit.until) == (RiskRule.MAX_CONSECUTIVE_LOSSES, NOON + HOUR)
    assert desk.permit_at(NOON + HOUR).allows_entries


def test_a_trading_state_that_cannot_be_read_is_taken_for_halted(tmp_path):
    desk = desk_at(tmp_path)
    (tmp_path / "trading_state.json").write_text("{")
    permit = desk.permit_at(NOON)
    assert permit.state is TradingState.HALTED
    assert "trading_state.json cannot be read" in permit.reason
    desk.change(TradingState.ACTIVE, reason="mended", by="ann", at=NOON)
    assert desk.permit_at(NOON).allows_entries


def test_a_trading_state_that_cannot_be_written_holds_and_is_written_later(tmp_path, monkeypatch):
    desk = desk_at(tmp_path, daily_loss_limit_pct=3)
    desk.permit_at(NOON)
    saw(desk, 9_000.0)

    def full(self, permit):
        raise StateError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr("bot.state.risk.permit.JsonTradingPermitStore.write", full)
        assert not desk.permit_at(NOON).allows_entries
        assert not desk.permit.allows_entries
    assert FileVolume(tmp_path).trading_permit.read() == TradingPermit()
    assert not desk.permit_at(NOON).allows_entries
    assert not FileVolume(tmp_path).trading_permit.read().allows_entries


def test_the_rate_of_orders_is_counted_by_a_clock_that_nobody_sets(tmp_path):
    clock = Clock()
    desk = desk_at(tmp_path, clock, max_orders_per_minute=2)
    for clock.seconds in (0.0, 30.0, 59.9):
        desk.ordered()
    assert desk.orders_last_minute() == 3
    clock.seconds = 60.0
    assert desk.orders_last_minute() == 2


def test_the_exposure_of_a_symbol_is_what_is_held_or_about_to_be(tmp_path):
    desk = desk_at(tmp_path, max_exposure_pct=50, max_correlated_exposure_pct=50)
    held = {"position": Action.SHORT, "quantity": 2.0, "last_price": 100.0, "entry_price": 90.0}
    desk.book.saw(CycleRecord(state=state(10_000.0, ETH, **held, entry_time=NOON)))
    assert desk.beside(BTC, Action.LONG, NOON) == (200.0, 200.0)  # unknown moves count
    desk.book.plan(BTC, 700.0)
    assert desk.beside("SOL/USDT", Action.LONG, NOON) == (900.0, 900.0)
    desk.book.plan(BTC, 0.0)
    assert desk.beside("SOL/USDT", Action.LONG, NOON)[0] == 200.0


def test_an_entry_that_a_restart_goes_on_with_counts_as_what_it_will_take():
    config = StrategyConfig(risk_per_trade_pct=1, stop_loss_pct=0.02)
    pending = {"pending_action": Action.LONG, "last_price": 100.0, "balance": 10_000.0}
    waiting = state(10_000.0, **pending)
    assert pending_exposure(waiting, config) == 5_000.0
    assert pending_exposure(replace(waiting, entry_scale=0.5), config) == 2_500.0
    withheld = replace(waiting, withheld=WithheldReason.RISK_LIMIT)
    short = replace(waiting, pending_action=Action.SHORT)
    held = replace(waiting, position=Action.LONG)
    for nothing in (withheld, short, held, replace(waiting, pending_action=Action.FLAT)):
        assert pending_exposure(nothing, config) == 0.0
    assert pending_exposure(short, replace(config, allow_short=True)) == -5_000.0


def test_what_the_desk_saw_is_reported_with_every_limit(tmp_path):
    desk = desk_at(tmp_path, max_exposure_pct=50)
    held = {"position": Action.LONG, "quantity": 2.0, "last_price": 100.0, "entry_price": 90.0}
    desk.book.saw(CycleRecord(state=state(10_000.0, **held, entry_time=NOON)))
    desk.permit_at(NOON)
    desk.end_cycle()
    report = FileVolume(tmp_path).risk.read()
    assert (report.as_of, report.equity, report.exposures) == (NOON, 10_000.0, {BTC: 200.0})
    uses = {use.rule: (use.limit, use.use) for use in report.uses}
    assert set(uses) == set(RiskRule) - {RiskRule.FAULT}
    assert uses[RiskRule.MAX_EXPOSURE] == (50.0, 2.0)
    assert uses[RiskRule.MAX_DRAWDOWN] == (None, 0.0)
    assert uses[RiskRule.MAX_TRADES_PER_DAY] == (None, 1.0)


def test_reports_are_written_every_few_seconds_at_most_where_no_limit_needs_them(tmp_path):
    clock = Clock()
    desk = desk_at(tmp_path, clock)
    for clock.seconds, equity in ((0.0, 1.0), (4.9, 2.0), (5.0, 3.0)):
        saw(desk, equity)
        desk.permit_at(NOON)
        desk.end_cycle()
        written = FileVolume(tmp_path).risk.read().equity
        assert written == (1.0 if clock.seconds < 5 else 3.0)


def test_a_report_that_cannot_be_read_begins_a_new_memory(tmp_path):
    tmp_path.joinpath("risk.json").write_text("{")
    desk = desk_at(tmp_path, max_drawdown_pct=20)
    assert desk.permit_at(NOON).allows_entries
    assert desk.entry(ASK, NOON).is_allowed


@pytest.mark.parametrize("rule", ["daily_loss_limit_pct", "max_drawdown_pct"])
def test_another_portfolio_is_no_loss(tmp_path, rule):
    desk = desk_at(tmp_path, **{rule: 10})
    desk.book.open(state(10_000.0, ETH))
    desk.permit_at(NOON)
    assert desk_at(tmp_path, **{rule: 10}).permit_at(NOON).allows_entries
