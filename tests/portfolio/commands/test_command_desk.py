"""What a person asks of a bot that trades on paper, and what it answers."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import structlog

from bot.domain import Action, CommandKind, ExitReason, TradingState
from bot.parity.cause import Cause
from bot.settings import Settings
from bot.state import FileVolume
from bot.wiring.trading import portfolio_runner
from tests.support.recorded_run import report_of

AT = datetime(2024, 3, 5, 12, tzinfo=UTC)
LOG = structlog.wrap_logger(None, wrapper_class=structlog.make_filtering_bound_logger(50))
BTC = "BTC/USDT"
SECONDS = count()


@pytest.fixture
def volume(tmp_path):
    return FileVolume(tmp_path)


def start(folder, **more):
    settings = {"DATA_DIR": str(folder), "STOP_LOSS_PCT": "0.2", "TAKE_PROFIT_PCT": "0.3"}
    return portfolio_runner(Settings.load({**settings, **more}, dotenv=None), LOG)


def say(volume, kind, symbol=None, reason=None):
    at = AT + next(SECONDS) * timedelta(seconds=1)
    return volume.commands.give(kind, by="ann", at=at, symbol=symbol, reason=reason).id


def holding(runner):
    """Run until something is held."""
    for _ in range(500):
        runner.run_cycle()
        if runner.states[0].position is not Action.FLAT:
            return runner.states[0]
    raise AssertionError("nothing was entered")


@pytest.mark.parametrize(
    ("kind", "state", "word"),
    [
        (CommandKind.PAUSE, TradingState.REDUCING, "paused"),
        (CommandKind.HALT, TradingState.HALTED, "halted"),
    ],
)
def test_pause_and_halt_hold_over_a_restart_until_somebody_resumes(
    tmp_path, volume, kind, state, word
):
    runner = start(tmp_path)
    asked = say(volume, kind, reason="a storm")
    runner.obey()
    answer = volume.commands.answer_to(asked)
    assert answer.is_done
    assert answer.said[0].startswith(word)
    again = start(tmp_path)
    for _ in range(40):
        again.run_cycle()
    assert volume.trading_permit.read().state is state
    assert volume.trading_permit.read().reason == "a storm"
    assert {signal.action for signal in volume.reader().signals(30)} == {Action.FLAT}
    asked = say(volume, CommandKind.RESUME)
    again.run_cycle()
    assert volume.commands.answer_to(asked).said[0].startswith("resumed")
    assert volume.trading_permit.read().allows_entries


def test_close_exits_at_the_next_open_on_paper_and_says_so(tmp_path, volume):
    runner = start(tmp_path)
    held = holding(runner)
    pause, close = say(volume, CommandKind.PAUSE), say(volume, CommandKind.CLOSE, BTC)
    runner.run_cycle()
    assert volume.commands.answer_to(pause).is_done
    assert volume.commands.answer_to(close).said == (
        f"{BTC}: the LONG of {held.quantity:.8g} is closed at the next open",
    )
    runner.run_cycle()
    (trade,) = volume.reader().trades(1)
    assert (trade.exit_reason, trade.quantity) == (ExitReason.FORCE_EXIT, held.quantity)
    assert runner.states[0].position is Action.FLAT
    asked = say(volume, CommandKind.CLOSE_ALL)
    runner.run_cycle()
    assert volume.commands.answer_to(asked).said == (f"{BTC}: nothing is held",)


def test_a_close_survives_a_kill_before_and_after_it_was_carried_out(tmp_path, volume):
    runner = start(tmp_path)
    holding(runner)
    asked = say(volume, CommandKind.CLOSE_ALL)
    runner = start(tmp_path)  # killed before it was taken
    runner.obey()
    assert volume.commands.answer_to(asked).is_done
    assert "entries go on" in volume.commands.answer_to(asked).said[-1]
    say(volume, CommandKind.PAUSE)
    runner = start(tmp_path)  # killed after it was carried out
    for _ in range(3):
        runner.run_cycle()
    closed = [trade.exit_reason for trade in volume.reader().trades(10)]
    assert closed.count(ExitReason.FORCE_EXIT) == 1
    assert runner.states[0].position is Action.FLAT


def test_the_parity_report_names_a_close_by_hand(tmp_path, volume):
    runner = start(tmp_path)
    holding(runner)
    say(volume, CommandKind.CLOSE_ALL)
    for _ in range(30):
        runner.run_cycle()
    report = report_of(volume.reader(BTC))
    assert report.count > 0
    assert set(report.by_cause) <= {Cause.FORCED_EXIT, Cause.BALANCE}


def test_a_state_that_is_lost_after_a_close_by_hand_is_rebuilt(tmp_path, volume):
    runner = start(tmp_path)
    holding(runner)
    say(volume, CommandKind.PAUSE)
    say(volume, CommandKind.CLOSE_ALL)
    for _ in range(3):
        runner.run_cycle()
    before = volume.reader().load_state()
    assert volume.reader().trades(1)[0].exit_reason is ExitReason.FORCE_EXIT
    for name in ("state.json", "cycle.json"):
        (tmp_path / "portfolio" / "BTC_USDT" / name).write_text("{")
    (after,) = start(tmp_path).states
    assert (after.balance, after.trades, after.position) == (
        before.balance,
        before.trades,
        Action.FLAT,
    )


def test_carried_out_twice_it_comes_to_the_same(tmp_path, volume, monkeypatch):
    runner = start(tmp_path)
    holding(runner)
    asked = say(volume, CommandKind.CLOSE_ALL), say(volume, CommandKind.PAUSE)
    monkeypatch.setattr("bot.state.commands.JsonCommandStore.answer", lambda self, answer: None)
    runner.run_cycle()
    monkeypatch.undo()
    runner.run_cycle()
    assert all(volume.commands.answer_to(name).is_done for name in asked)
    runner.run_cycle()
    closed = [trade.exit_reason for trade in volume.reader().trades(10)]
    assert closed.count(ExitReason.FORCE_EXIT) == 1


def test_a_symbol_that_is_not_traded_is_refused(tmp_path, volume):
    runner = start(tmp_path)
    asked = say(volume, CommandKind.CLOSE, "ETH/USDT")
    runner.run_cycle()
    answer = volume.commands.answer_to(asked)
    assert not answer.is_done
    assert answer.said == ("not done: need a symbol that is traded now, of BTC/USDT",)


def test_a_fault_inside_is_answered_and_the_bot_goes_on(tmp_path, volume, monkeypatch):
    runner = start(tmp_path)
    asked = say(volume, CommandKind.CLOSE, BTC)

    def broken(*arguments):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("bot.trading.Trader.close", broken)
    runner.run_cycle()
    answer = volume.commands.answer_to(asked)
    assert answer.said == ("not done, internal error: a fault of ours",)
    assert runner.states[0].cycle == 1


def test_reload_is_answered_before_the_cycle_that_reads_the_configs(tmp_path, volume):
    runner = start(tmp_path)
    asked = say(volume, CommandKind.RELOAD)
    assert runner.obey()  # wants a cycle
    assert not runner.obey()
    assert volume.commands.answer_to(asked).said[0].startswith("the configs are read in the cycle")
