"""What is to be sold and cannot be at once: nothing is forgotten, and a person is told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain import Action, ExitReason, JournalKind, TradingState
from bot.domain.errors import OrderRefused, RateLimited, Refusal
from tests.support.execution.memory_venue import with_rules
from tests.trading.orders.test_order_execution import PROTECTED, Run, fails, run

__all__ = ["run"]
D = Decimal


def noted(run: Run, name: str) -> list:
    """What the notes of the journal say by that detail."""
    notes = [line.details for line in run.kept if line.kind is JournalKind.NOTE]
    return [details[name] for details in notes if name in details]


def test_a_remainder_is_of_the_exit_whose_executions_the_venue_lists_late():
    rules = with_rules(step=D(1), least_quantity=D(1))
    run = Run(fee_pct=D("0.001"), fee_asset="BTC", rules=rules)
    run.decide(Action.LONG)
    run.venue.late = 3
    run.venue.move(D(99))
    for _ in range(5):
        run.bot.tend()
    assert noted(run, "closing") == [ExitReason.STOP_LOSS]
    assert run.bot.position() is None


def test_coins_that_another_order_binds_are_told_until_they_can_be_sold(run):
    run.decide(Action.LONG)
    run.venue.take_back(run.venue.resting()[0])
    run.venue.strangers_order("by-hand", D(100), D(200))
    run.bot.close(ExitReason.FORCE_EXIT)
    assert any("bound by orders that this bot did not send" in note for note in run.bot.notes())
    run.venue.take_back(run.venue.resting()[0])
    run.bot.tend()
    assert run.bot.position() is None
    assert not any("bound by" in note for note in run.bot.notes())


def test_a_sale_that_is_refused_is_told_until_it_is_taken(run):
    run.decide(Action.LONG)
    run.venue.fault = fails("send", "before", OrderRefused("no", Refusal.PERMISSION), times=2)
    run.bot.close(ExitReason.FORCE_EXIT)
    (note,) = run.bot.notes()
    assert note.startswith("100.0 BTC of BTC/USDT could not be sold (permission)")
    run.bot.tend()
    assert run.bot.notes() == ()


def test_one_answer_without_our_coins_is_not_believed(run):
    run.decide(Action.LONG)
    held = run.venue.total.pop("BTC")
    run.bot.close(ExitReason.FORCE_EXIT)
    assert run.bot.book.position == 100
    assert any("not in the account" in note for note in run.bot.notes())
    run.venue.total["BTC"] = held
    run.bot.tend()
    assert run.bot.position() is None
    assert run.venue.total["BTC"] == 0


def test_coins_that_two_cycles_did_not_find_are_written_off(run):
    run.decide(Action.LONG)
    del run.venue.total["BTC"]
    run.bot.close(ExitReason.FORCE_EXIT)
    run.bot.tend()
    assert run.bot.position() is None
    assert "not in the account any more" in run.bot.book.dust


def test_a_stop_that_can_only_be_a_limit_sells_at_the_market_once_the_price_fell_through_it():
    abilities = replace(with_rules().abilities, stop_limits_only=True)
    run = Run(rules=with_rules(abilities=abilities))
    run.decide(Action.LONG)
    run.venue.price = D("97.03")  # its limit lies at 97.02, so it may still fill there
    run.bot.tend()
    assert run.resting() == PROTECTED
    run.venue.price = D(97)
    run.bot.tend()
    assert run.bot.position() is None
    assert run.venue.total["BTC"] == 0
    assert noted(run, "closing") == [ExitReason.STOP_LOSS]
    assert run.bot.book.trading_state is TradingState.ACTIVE


def test_a_fee_of_other_trades_that_eats_less_than_a_step_is_no_conflict():
    run = Run(fee_pct=D("0.00075"), fee_asset="BTC", rules=with_rules(step=D(1)))
    run.decide(Action.LONG)
    assert run.bot.book.sellable == D("99.925")
    run.venue.total["BTC"] -= D("0.5")  # as BNB is used where fees are paid with it
    run.start()
    run.bot.tend()
    assert run.bot.book.trading_state is TradingState.ACTIVE
    run.venue.total["BTC"] -= D("0.5")  # a coin that the stop is to sell
    run.start()
    run.bot.tend()
    assert run.bot.book.trading_state is TradingState.HALTED


def test_an_entry_in_many_parts_asks_once_what_its_fee_is_worth():
    run = Run(fee_pct=D("0.001"), fee_asset="BNB", parts=5)
    run.decide(Action.LONG)
    assert run.sent("quote").count("BNB/USDT") == 1
    assert len(run.told()) == 5


def test_an_entry_whose_executions_are_listed_a_moment_later_is_protected_in_its_cycle(run):
    run.venue.late = 2
    run.decide(Action.LONG)
    assert run.resting() == PROTECTED


def test_an_entry_whose_executions_are_not_listed_is_told(run):
    run.venue.late = 50
    run.decide(Action.LONG)
    assert run.resting() == []
    (note,) = run.bot.notes()
    assert note.startswith("100.0 BTC of BTC/USDT were bought that the venue does not list yet")


def test_what_is_in_trouble_is_told_while_the_venue_answers_nothing(run, monkeypatch):
    run.venue.late = 50
    run.decide(Action.LONG)

    def silent(_symbol: str) -> None:
        raise RateLimited("nothing is sent for another 1 s")

    monkeypatch.setattr(run.venue, "rules", silent)
    (note,) = run.bot.notes()
    assert note.startswith("100.0 BTC of BTC/USDT were bought that the venue does not list yet")


def test_a_cycle_that_finds_no_stop_is_urgent_and_others_are_not(run):
    run.decide(Action.LONG)
    run.bot.tend()
    run.venue.fault = fails("protect", "before", RateLimited("silence"))
    run.venue.take_back(run.venue.resting()[0])
    with pytest.raises(RateLimited):
        run.bot.tend()
    run.bot.tend()
    assert run.sent("open_orders") == ["BTC/USDT", "BTC/USDT", "BTC/USDT urgent"]


def test_a_target_that_the_price_has_passed_before_it_could_rest_is_taken_at_the_market(run):
    def fault(name: str, moment: str) -> None:
        if (name, moment) == ("protect", "before"):
            run.venue.price = D(103)

    run.venue.fault = fault
    run.decide(Action.LONG)
    assert run.bot.position() is None
    assert run.told()[-1].exit_reason is ExitReason.TAKE_PROFIT
    assert run.bot.book.trading_state is TradingState.ACTIVE
    assert len(run.sent("protect")) == 1
