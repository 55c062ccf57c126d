"""Orders of one symbol over a venue: entered once, protected at once, closed, told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain import (
    Action,
    Bracket,
    Candle,
    ExitReason,
    Fill,
    JournalKind,
    StrategyConfig,
    TradingState,
)
from bot.domain.errors import (
    ExchangeUnavailable,
    OrderRefused,
    OutcomeUnknown,
    RateLimited,
    Refusal,
    StateError,
)
from bot.domain.orders import OrderState
from tests.support.execution.memory_venue import MemoryVenue, with_rules
from tests.support.execution.orders_at import MortalJournal, execution_at

START = datetime(2024, 1, 1, tzinfo=UTC)
CONFIG = StrategyConfig(
    risk_per_trade_pct=1, stop_loss_pct=0.01, take_profit_pct=0.02, fee_pct=0, slippage_pct=0
)
TURNS = StrategyConfig(
    risk_per_trade_pct=1,
    stop_loss_pct=0.01,
    take_profit_pct=0.02,
    fee_pct=0,
    slippage_pct=0,
    exit_on_opposite_signal=True,
    allow_short=True,
)


def candle(number: int, close: float = 100.0) -> Candle:
    return Candle(
        open_time=START + timedelta(hours=number),
        open=close,
        high=close,
        low=close,
        close=close,
        volume=1.0,
    )


class Run:
    """A venue, a journal, and the bot that may be started again at any time."""

    def __init__(self, **venue_options) -> None:
        self.venue = MemoryVenue(at=START + timedelta(hours=1), **venue_options)
        self.kept: list = []
        self.answered: tuple[Fill, ...] = ()
        self.start()

    def start(self) -> None:
        self.journal = MortalJournal(self.kept)
        self.bot = execution_at(self.venue, self.kept, journal=self.journal)

    def decide(self, action: Action, number: int = 0, config=CONFIG) -> tuple[Fill, ...]:
        self.bot.settle(candle(number), config)
        filled = self.bot.submit(action, config)
        self.answered += filled
        return filled

    def told(self) -> list[Fill]:
        """What was filled, as decisions were answered and as it is known now."""
        return [*self.answered, *self.bot.tend()]

    def kinds(self) -> list[JournalKind]:
        return [line.kind for line in self.kept]

    def sent(self, name: str) -> list[str]:
        return [what for request, what in self.venue.requests if request == name]

    def resting(self) -> list[tuple[Decimal, Decimal]]:
        return [(o.stop_price or o.price, o.quantity) for o in self.venue.resting()]


@pytest.fixture
def run() -> Run:
    return Run()


def fails(name: str, moment: str, error: Exception, times: int = 1):
    left = [times]

    def fault(at: str, when: str) -> None:
        if (at, when) == (name, moment) and left[0]:
            left[0] -= 1
            raise error

    return fault


def lost(moment: str = "after", name: str = "send", times: int = 1):
    return fails(name, moment, OutcomeUnknown("timed out"), times)


PROTECTED = [(Decimal("99.00"), Decimal(100)), (Decimal("102.00"), Decimal(100))]


def test_an_entry_is_written_down_before_it_is_sent_and_protected_in_the_same_breath(run):
    (fill,) = run.decide(Action.LONG)
    K = JournalKind
    assert run.kinds() == [
        *(K.INTENT, K.REQUEST, K.REPORT, K.FILL),
        *(K.INTENT, K.REQUEST, K.REPORT, K.REPORT),
    ]
    assert run.resting() == PROTECTED
    assert run.bot.position().stop_price == 99.0
    assert run.bot.tend() == ()
    assert (fill.quantity, fill.price, fill.exit_reason) == (100, 100, None)


def test_an_entry_has_the_part_of_its_size_that_limits_leave_of_it(run):
    run.bot.settle(candle(0), CONFIG)
    run.bot.submit(Action.LONG, CONFIG, scale=0.25)
    assert [quantity for _, quantity in run.resting()] == [Decimal(25), Decimal(25)]


def test_an_entry_risks_a_part_of_what_the_account_has_where_the_books_say_more():
    poor = Run(quote_balance=Decimal(1_000))
    poor.decide(Action.LONG, config=replace(CONFIG, risk_per_trade_pct=0.1))
    assert poor.bot.book.position == 1  # 0.1 % of 1,000 lost at a stop 1 % below 100
    (note,) = poor.bot.notes()
    assert note.startswith("the account had 1000 USDT free for an entry of BTC/USDT, whose balance")


def test_a_candle_is_entered_on_once_also_after_a_restart(run):
    run.decide(Action.LONG)
    run.venue.move(Decimal(99))
    run.bot.tend()
    assert run.bot.position() is None
    run.start()
    run.decide(Action.LONG)
    assert len(run.sent("send")) == 1
    run.decide(Action.LONG, 1)
    assert len(run.sent("send")) == 2


def test_nothing_held_and_nothing_open_asks_nothing(run):
    run.bot.tend()
    run.venue.requests.clear()
    for _ in range(10):
        run.bot.tend()
    assert len(run.venue.requests) <= 2  # at most one whole reconcile of fifty cycles


def test_a_stop_that_fills_is_the_exit_of_the_books(run):
    run.decide(Action.LONG)
    run.venue.move(Decimal(98))
    entry, exit_ = run.told()
    assert (entry.exit_reason, exit_.exit_reason) == (None, ExitReason.STOP_LOSS)
    assert run.bot.book.is_idle
    assert run.venue.resting() == []


def test_an_entry_whose_answer_was_lost_is_asked_for_and_not_sent_again(run):
    run.venue.fault = lost("after")
    run.decide(Action.LONG)
    assert len(run.sent("send")) == 1
    assert run.resting() == PROTECTED


def test_an_entry_that_never_arrived_is_believed_lost_after_three_answers_over_ten_seconds(run):
    run.venue.fault = lost("before")
    before = run.venue.now()
    run.decide(Action.LONG)
    assert run.kinds().count(JournalKind.MISSING) >= 3
    assert run.venue.now() - before >= timedelta(seconds=10)
    assert [order.state for order in run.bot.book.orders.values()] == [OrderState.REJECTED]
    run.decide(Action.LONG)
    assert len(run.sent("send")) == 1


def test_an_order_found_at_the_second_question_is_adopted(run):
    run.venue.fault = lost("after")
    answers = iter((True, False))

    def hides(name: str, moment: str) -> None:
        if name == "send" and moment == "after":
            run.venue.hidden.update(run.venue.orders)
            run.venue.fault = lambda *_: run.venue.hidden.clear() if not next(answers, False) else 0
            raise OutcomeUnknown("timed out")

    run.venue.fault = hides
    run.decide(Action.LONG)
    assert run.kinds().count(JournalKind.MISSING) == 1
    assert run.resting() == PROTECTED


def test_while_an_end_is_unknown_nothing_is_entered(run):
    def fault(name: str, moment: str) -> None:
        if name == "send":
            raise OutcomeUnknown("timed out")
        if name == "order":
            raise ExchangeUnavailable("away")

    run.venue.fault = fault
    with pytest.raises(ExchangeUnavailable):
        run.decide(Action.LONG)
    assert any("is not known" in note for note in run.bot.notes())
    run.decide(Action.LONG, 1)
    assert len(run.sent("send")) == 1
    assert "the end of an order is not known yet" in " ".join(run.bot.notes())


def test_a_protection_that_never_arrived_is_sent_again_under_another_id_in_the_same_cycle(run):
    run.venue.fault = lost("before", "protect")
    run.decide(Action.LONG)
    first, second = run.sent("protect")
    assert first != second
    assert run.resting() == PROTECTED


def test_a_stop_cancelled_from_outside_is_replaced_in_the_cycle_that_sees_it(run):
    run.decide(Action.LONG)
    run.venue.take_back(run.venue.resting()[0])
    assert run.resting() == []
    run.bot.tend()
    assert run.resting() == PROTECTED


def test_a_stop_refused_twice_sells_the_position_and_takes_no_more_entries(run):
    run.venue.fault = fails("protect", "before", OrderRefused("no", Refusal.OTHER), times=2)
    run.decide(Action.LONG)
    fills = run.told()
    assert [fill.exit_reason for fill in fills] == [None, ExitReason.EMERGENCY_EXIT]
    assert run.venue.total["BTC"] == 0
    run.start()
    run.decide(Action.LONG, 1)
    assert len(run.sent("send")) == 2  # the entry and the exit
    assert any("REDUCING" in note for note in run.bot.notes())
    run.bot.resume("looked at")
    run.decide(Action.LONG, 2)
    assert len(run.sent("send")) == 3


def test_a_stop_that_would_trigger_at_once_is_tried_once_more_then_sold(run):
    run.decide(Action.LONG)
    run.venue.take_back(run.venue.resting()[0])
    run.venue.price = Decimal("98.5")
    run.bot.tend()
    assert run.bot.book.is_idle
    assert len(run.sent("protect")) == 3


def test_an_opposite_decision_takes_the_stop_back_and_sells_where_the_config_says_so(run):
    run.decide(Action.LONG)
    run.decide(Action.SHORT, 1, CONFIG)
    assert run.bot.position() is not None
    run.decide(Action.SHORT, 2, TURNS)
    assert run.bot.position() is None
    assert run.venue.resting() == []
    assert [fill.exit_reason for fill in run.told()] == [None, ExitReason.SIGNAL]


def test_a_stop_that_filled_while_it_was_cancelled_is_not_sold_twice(run):
    run.decide(Action.LONG)

    def fault(name: str, moment: str) -> None:
        if (name, moment) == ("cancel", "before"):
            run.venue.fault = lambda *_: None
            run.venue.move(Decimal(98))

    run.venue.fault = fault
    run.venue.total["BTC"] += 50  # a stranger's
    run.decide(Action.SHORT, 1, TURNS)
    assert run.venue.total["BTC"] == 50
    assert [fill.exit_reason for fill in run.told()] == [None, ExitReason.STOP_LOSS]


def test_an_exit_that_an_outage_interrupted_goes_on_in_the_next_cycle_and_after_a_restart(run):
    run.decide(Action.LONG)
    run.venue.fault = fails("balances", "before", ExchangeUnavailable("away"))
    with pytest.raises(ExchangeUnavailable):
        run.decide(Action.SHORT, 1, TURNS)
    run.start()
    run.bot.tend()
    assert run.bot.position() is None
    assert run.venue.total["BTC"] == 0


def test_a_ban_loses_nothing_and_protection_comes_when_it_is_over(run):
    run.venue.fault = fails("protect", "before", RateLimited("silence"))
    with pytest.raises(RateLimited):
        run.decide(Action.LONG)
    run.bot.tend()
    assert run.resting() == PROTECTED


def test_without_a_journal_nothing_is_entered_but_what_is_held_is_sold(run):
    run.journal.is_full = True
    with pytest.raises(StateError):
        run.decide(Action.LONG)
    assert run.sent("send") == []
    run.journal.is_full = False
    run.decide(Action.LONG, 1)
    run.journal.is_full = True
    run.decide(Action.SHORT, 2, TURNS)
    assert run.bot.position() is None
    assert any("cannot be written" in note for note in run.bot.notes())
    run.journal.is_full = False
    run.bot.tend()
    run.start()
    assert run.bot.position() is None


def test_insufficient_balance_drops_an_entry_with_a_reason(run):
    run.venue.fault = fails(
        "send", "before", OrderRefused("no", Refusal.INSUFFICIENT_BALANCE), times=1
    )
    run.decide(Action.LONG)
    assert "insufficient balance" in " ".join(run.bot.notes())
    assert run.bot.book.is_idle


def test_a_filter_refusal_reloads_the_rules_once(run):
    def fault(name: str, moment: str) -> None:
        if name == "reload_rules":
            run.venue.the_rules = with_rules(step=Decimal(30))

    run.venue.fault = fault
    venue_check = run.venue._check
    run.venue._check = lambda i, q, p: (
        venue_check(i, q, p)
        if q % 30 == 0
        else (_ for _ in ()).throw(OrderRefused("LOT_SIZE", Refusal.FILTER))
    )
    run.decide(Action.LONG)
    assert [quantity for _, quantity in run.resting()] == [90, 90]


def test_a_fee_in_base_makes_the_position_smaller_and_dust_is_written_off_and_told():
    run = Run(fee_pct=Decimal("0.001"), fee_asset="BTC", quote_balance=Decimal(100_000))
    run.decide(Action.LONG)
    position = run.bot.book.position
    assert position == Decimal(100) * Decimal("0.999") == run.venue.total["BTC"]
    run.venue.the_rules = with_rules(step=Decimal("0.7"))
    run.bot.close(ExitReason.FORCE_EXIT)
    assert run.bot.position() is None
    left = run.venue.total["BTC"]
    assert 0 < left < Decimal("0.7")
    fills = run.told()
    assert sum(f.side.sign * f.quantity for f in fills) == 0
    cash = 10_000 - sum(f.side.sign * f.quantity * f.price + f.fee for f in fills)
    assert cash - 10_000 == run.venue.total["USDT"] - 100_000
    assert any("dust" in str(line.details) for line in run.kept)


def test_what_is_written_off_of_two_entries_while_the_clock_stands_still_is_told_twice():
    run = Run(fee_pct=Decimal("0.001"), fee_asset="BTC", quote_balance=Decimal(100_000))
    for number in range(2):
        run.venue.the_rules = with_rules()
        run.decide(Action.LONG, number)
        run.venue.the_rules = with_rules(step=Decimal("0.7"))
        run.bot.close(ExitReason.FORCE_EXIT)
    written_off = [fill for fill in run.told() if fill.trade_id.startswith("written-off")]
    assert len({fill.filled_at for fill in written_off}) == 1
    assert len({fill.trade_id for fill in written_off}) == 2


def test_a_fee_in_another_coin_is_counted_at_its_price():
    run = Run(fee_pct=Decimal("0.001"), fee_asset="BNB")
    run.decide(Action.LONG)
    (fill,) = run.told()
    assert fill.fee == 100 * 100 * Decimal("0.001")


def test_an_entry_filled_in_parts_is_protected_as_it_grows(run):
    run.venue.unfilled = Decimal(60)
    run.decide(Action.LONG)
    assert [quantity for _, quantity in run.resting() if _] == [40, 40]
    entry = next(iter(run.venue.orders.values()))
    run.venue._execute(entry, Decimal(100), Decimal(60))
    run.bot.tend()
    assert run.resting() == PROTECTED


def test_another_bots_order_on_the_account_halts_entries_and_is_never_touched(run):
    run.venue.total["BTC"] = Decimal(5)
    run.venue.strangers_order("atl-ffffffffffffffffffff-t", Decimal(1), Decimal(200))
    run.venue.strangers_order("mine", Decimal(1), Decimal(200))
    run.bot.tend()
    run.decide(Action.LONG)
    assert run.sent("send") == []
    assert any("another bot" in note for note in run.bot.notes())
    assert len(run.venue.resting()) == 2


def test_base_that_something_else_sold_halts_entries_and_the_rest_is_sold(run):
    run.decide(Action.LONG)
    run.venue.take_back(run.venue.resting()[0])
    run.venue.total["BTC"] -= 40
    run.bot.tend()
    run.bot.tend()  # that 40 are not there is believed the second time
    assert run.bot.position() is None
    assert run.venue.total["BTC"] == 0
    assert any("something else sold" in note for note in run.bot.notes())


def test_without_pairs_a_stop_rests_alone_and_the_target_is_sold_at_the_market():
    abilities = with_rules().abilities
    rules = with_rules(
        abilities=type(abilities)(
            market_orders=True, stops=True, pairs=False, shorts=False, fractions=True
        )
    )
    run = Run(rules=rules)
    run.decide(Action.LONG)
    assert run.resting() == PROTECTED[:1]
    run.venue.price = Decimal(103)
    run.bot.tend()
    assert run.bot.tend() == ()
    assert run.bot.position() is None
    assert [line.details.get("exit_reason") for line in run.kept if line.kind is JournalKind.FILL][
        -1
    ] == ExitReason.TAKE_PROFIT


def test_shorts_are_refused_before_anything_is_sent(run):
    run.decide(Action.SHORT, 0, TURNS)
    assert run.sent("send") == []
    assert "sells only what is held" in " ".join(run.bot.notes())


def test_a_clock_that_is_off_enters_nothing(run):
    run.venue.clock_error = 1.5
    run.decide(Action.LONG)
    assert run.sent("send") == []
    assert "1.5 s off" in " ".join(run.bot.notes())


TRAILS = replace(CONFIG, stop_type="trailing", take_profit_pct=0.5)


def closes(run: Run, number: int, high: float, close: float) -> tuple[Fill, ...]:
    """A candle closes while the decision is to do nothing; what that filled."""
    run.venue.price = Decimal(str(close))
    run.bot.tend()
    run.bot.settle(replace(candle(number, close), high=high), TRAILS)
    return run.bot.submit(Action.FLAT, TRAILS)


def test_a_stop_that_trails_is_replaced_at_the_close_of_a_candle_and_after_a_restart(run):
    run.decide(Action.LONG, 0, TRAILS)
    closes(run, 1, high=104, close=103.5)
    assert run.resting()[0] == (Decimal("102.96"), 100)
    closes(run, 2, high=103.8, close=103.2)
    assert run.resting()[0] == (Decimal("102.96"), 100)
    run.start()
    run.bot.tend()
    assert run.resting()[0] == (Decimal("102.96"), 100)
    assert run.bot.position().trailing_distance == 0.01
    assert len(run.sent("protect")) == 2


def test_an_exit_knows_where_the_stop_was_set_and_where_it_trailed_to_also_after_a_restart(run):
    run.decide(Action.LONG, 0, TRAILS)
    first = run.resting()
    closes(run, 1, high=104, close=103.5)
    run.start()
    assert run.bot.position().entry_stop_price == float(first[0][0])
    run.venue.move(Decimal(100))
    (fill,) = run.bot.tend()
    assert fill.bracket == Bracket(
        stop_price=float(first[0][0]), target_price=float(first[1][0]), last_stop_price=102.96
    )
    entry = run.bot.history() or run.answered
    assert entry[0].signal_id == "BTC/USDT@2024-01-01T00:00:00Z"


def test_a_stop_that_trails_to_where_the_price_is_gone_sells_at_the_market(run):
    run.decide(Action.LONG, 0, TRAILS)
    fills = closes(run, 1, high=104, close=102)
    assert run.bot.position() is None
    assert [fill.exit_reason for fill in fills] == [ExitReason.STOP_LOSS]
    assert run.bot.book.trading_state is TradingState.ACTIVE


def test_a_stop_that_trails_for_long_leaves_no_growing_book(run):
    run.decide(Action.LONG, 0, TRAILS)
    for number in range(1, 60):
        price = 100 + number * 0.5
        closes(run, number, high=price, close=price)
    assert len(run.sent("protect")) == 60
    assert len(run.bot.book.orders) <= 70
    run.venue.move(Decimal(100))
    assert [fill.exit_reason for fill in run.bot.tend()] == [ExitReason.STOP_LOSS]
    assert run.bot.book.is_idle


def test_a_fee_of_a_sale_that_is_taken_from_other_coins_leaves_no_negative_position():
    run = Run(fee_pct=Decimal("0.001"), fee_asset="BTC", quote_balance=Decimal(100_000))
    run.venue.takes_base_of_sales = True  # as BNB is, where fees are paid with it
    run.venue.total["BTC"] = Decimal(1)
    run.decide(Action.LONG)
    assert run.bot.book.position == Decimal("99.9")
    stop = run.venue.resting()[0]
    run.venue.execute(stop, Decimal(99), Decimal(50))
    run.bot.tend()
    assert run.bot.book.position == run.venue.total["BTC"] - 1 == Decimal("49.85")
    run.bot.close(ExitReason.FORCE_EXIT)
    assert run.bot.position() is None
    run.start()
    assert run.bot.position() is None


def test_an_exit_that_is_refused_is_tried_once_more_in_a_cycle_and_again_in_the_next(run):
    run.decide(Action.LONG)
    run.venue.fault = fails("send", "before", OrderRefused("no", Refusal.PERMISSION), times=3)
    run.bot.close(ExitReason.FORCE_EXIT)
    assert len(run.sent("send")) == 1 + 2
    run.bot.tend()
    assert len(run.sent("send")) == 1 + 4
    assert run.bot.position() is None
