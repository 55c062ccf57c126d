"""Trades made by orders, held against the backtest: what the orders allow is explained."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain import Action, Candle, DecisionPolicy, JournalKind, JournalLine, StrategyConfig
from bot.parity import Cause
from bot.parity.orders import OrderReasons
from bot.parity.outline import Outline
from bot.parity.rows import Row

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
QUIET = (100.0, 100.0, 100.0, 100.0)


def at(minute: float) -> datetime:
    return BEGIN + minute * MINUTE


def candle(number: int, open_: float, high: float, low: float, close: float) -> Candle:
    return Candle(open_time=at(number), open=open_, high=high, low=low, close=close, volume=1.0)


def rows(*prices, decided: Action = Action.LONG) -> list[Row]:
    """Candles of a minute each, with the same decision at the close of each."""
    return [
        Row(
            candle=candle(number, *four),
            action=decided,
            alone=True,
            is_late=False,
            aside=None,
            entry_scale=1.0,
            is_changed=False,
            revised=(),
            is_warm=True,
            atr=None,
            macro_bias=0.0,
            macro_confidence=0.0,
            fingerprint="one",
            config=StrategyConfig(),
            policy=DecisionPolicy(),
        )
        for number, four in enumerate(prices)
    ]


def outline(entry: int, leave: int | None = None, **changed) -> Outline:
    """One unit bought at 100, left at its stop of 99 where it was left."""
    is_open = leave is None
    values = {
        "direction": Action.LONG,
        "entry_time": at(entry),
        "entry_price": 100.0,
        "exit_time": None if leave is None else at(leave),
        "exit_price": None if is_open else 99.0,
        "exit_reason": "open" if is_open else "stop_loss",
        "quantity": 1.0,
        "fees": None if is_open else 0.0,
        "pnl": None if is_open else -1.0,
        "pnl_pct": None if is_open else -1.0,
        "balance_before": 1_000.0,
    }
    return Outline(**{**values, **changed})


class Journal:
    """Lines as orders write them: an entry with its pair, then a sale."""

    def __init__(self) -> None:
        self.lines: list[JournalLine] = []

    def add(self, kind, minute, client_id=None, **details) -> None:
        self.lines.append(
            JournalLine(
                at=at(minute), kind=kind, symbol="BTC/USDT", client_id=client_id, details=details
            )
        )

    def enter(self, minute, *, price="100", quantity="1", base_fee="0", stop="99", target="102"):
        decided = at(int(minute) - 1).isoformat()
        self.add(
            JournalKind.INTENT, minute, "e", purpose="entry", candle=decided, quantity=quantity
        )
        self.fill(minute, "e", price=price, quantity=quantity, base_fee=base_fee)
        legs = {"stop_id": "s", "stop_price": stop, "target_id": "t", "target_price": target}
        self.add(JournalKind.INTENT, minute, "p", purpose="protection", **legs)

    def fill(self, minute, client_id, *, price, quantity="1", base_fee="0", reason=None, **more):
        number = len(self.lines)
        details = {"trade_id": str(number), "quantity": quantity, "price": price, "fee": "0"}
        details |= {"rate": "1", "base_fee": base_fee, "at": at(minute).isoformat()}
        details |= {"exit_reason": reason, **more}
        self.add(JournalKind.FILL, minute, client_id, **details)

    def stop(self, minute, price="99", quantity="1") -> None:
        self.fill(minute, "s", price=price, quantity=quantity, reason="stop_loss")


@pytest.fixture
def journal() -> Journal:
    return Journal()


def explained(journal, candles, *trades) -> list[Cause]:
    """The causes of the last pair of trades, each pair (of the backtest, of the bot)."""
    reasons = OrderReasons(journal.lines, "1m")
    reasons.see(candles)
    causes = []
    for expected, bot in trades:
        causes = [reason.cause for reason in reasons.explain(expected, bot)]
    return causes


def test_a_trade_whose_orders_filled_as_paper_does_needs_no_reason(journal):
    journal.enter(1)
    journal.stop(2.5)
    candles = rows(QUIET, QUIET, (100.0, 100.0, 99.0, 99.5))
    assert explained(journal, candles, (outline(1, 2), outline(1, 2))) == []


def test_an_entry_some_seconds_after_the_open_explains_its_price_and_what_follows_of_it(journal):
    journal.enter(1.1, price="100.5", stop="99.495")
    journal.stop(3.5, price="99.495")
    candles = rows(
        QUIET, (100.0, 101.0, 100.0, 101.0), (101.0, 101.0, 99.6, 99.6), (99.6, 99.6, 98.0, 98.5)
    )
    backtest = outline(1, 3)
    bot = outline(1, 3, entry_price=100.5, exit_price=99.495, pnl=-1.005, pnl_pct=-1.0)
    assert set(explained(journal, candles, (backtest, bot))) == {Cause.SLIPPAGE}


def test_a_price_that_its_candle_never_had_is_unexplained(journal):
    journal.enter(1, price="105")
    candles = rows(QUIET, QUIET)
    causes = explained(journal, candles, (outline(1), outline(1, entry_price=105.0)))
    assert causes[0] is Cause.UNEXPLAINED


def test_a_position_that_was_held_on_though_a_candle_touched_its_stop_is_unexplained(journal):
    journal.enter(1)
    journal.stop(3.5)
    candles = rows(QUIET, QUIET, (100.0, 100.0, 98.9, 100.0), (100.0, 100.0, 98.9, 99.0))
    assert explained(journal, candles, (outline(1, 2), outline(1, 3)))[0] is Cause.UNEXPLAINED


def test_which_of_stop_and_target_came_first_in_a_candle_that_touched_both_is_the_venues(journal):
    journal.enter(1)
    journal.fill(2.4, "t", price="102", reason="take_profit")
    candles = rows(QUIET, QUIET, (100.0, 102.5, 98.5, 100.0))
    bot = outline(1, 2, exit_price=102.0, exit_reason="take_profit", pnl=2.0, pnl_pct=2.0)
    assert explained(journal, candles, (outline(1, 2), bot)) == [Cause.INSIDE_CANDLE]


def test_what_the_candle_of_the_entry_touched_before_the_entry_touches_no_order(journal):
    journal.enter(1.5)
    journal.stop(2.5)
    candles = rows(QUIET, (100.0, 100.0, 98.9, 100.0), (100.0, 100.0, 98.9, 99.5))
    assert explained(journal, candles, (outline(1, 1), outline(1, 2))) == [Cause.ENTRY_DELAY]


def test_dust_that_is_written_off_a_candle_later_ends_the_trade_a_candle_later(journal):
    journal.enter(1, base_fee="0.001")
    journal.stop(2.9, quantity="0.9985")
    journal.fill(3.1, None, price="99", quantity="0.0005", reason="stop_loss", written_off=True)
    candles = rows(QUIET, QUIET, (100.0, 100.0, 99.0, 99.5), QUIET)
    bot = outline(1, 3, quantity=0.999, pnl=-0.999)
    assert explained(journal, candles, (outline(1, 2), bot)) == [Cause.DUST, Cause.FEE]


def test_a_quantity_rounded_down_to_the_step_is_explained_and_a_larger_one_is_not(journal):
    journal.enter(1, quantity="0.99")
    candles = rows(QUIET, QUIET)
    due, rounded = outline(1, quantity=0.9957), outline(1, quantity=0.99)
    assert explained(journal, candles, (due, rounded)) == [Cause.ROUNDING]
    less = outline(1, quantity=0.98)
    assert explained(journal, candles, (less, rounded)) == [Cause.UNEXPLAINED]


def test_a_close_by_hand_is_named_and_any_other_sale_at_the_market_is_unexplained(journal):
    journal.enter(1)
    journal.fill(2.4, "x", price="99.5", reason="force_exit")
    candles = rows(QUIET, QUIET, (99.5, 99.5, 99.5, 99.5))
    bot = outline(1, 2, exit_price=99.5, exit_reason="force_exit", pnl=-0.5, pnl_pct=-0.5)
    assert explained(journal, candles, (outline(1), bot)) == [Cause.FORCED_EXIT]
    journal.lines.pop()
    journal.fill(2.4, "x", price="99.5", reason="stop_loss")
    stopped = outline(1, 2, exit_price=99.5, pnl=-0.5, pnl_pct=-0.5)
    assert explained(journal, candles, (outline(1), stopped)) == [Cause.UNEXPLAINED]


def test_a_refused_entry_explains_that_only_the_backtest_has_the_trade(journal):
    sentence = "LONG of 2024-01-01 00:00 is not entered: need a clock that is at most 1 s off"
    journal.add(JournalKind.NOTE, 1.05, sentence=sentence)
    candles = rows(QUIET, QUIET, QUIET)
    assert explained(journal, candles, (outline(1), None)) == [Cause.NOT_ENTERED]
    journal.enter(2)
    assert explained(journal, candles, (outline(1), None), (None, outline(2))) == [
        Cause.NOT_ENTERED
    ]


def test_a_trade_that_no_decision_led_to_is_unexplained(journal):
    journal.enter(1)
    candles = rows(QUIET, QUIET, decided=Action.FLAT)
    assert explained(journal, candles, (None, outline(1))) == [Cause.UNEXPLAINED]


def test_a_decision_without_an_order_is_unexplained_unless_the_bot_still_held(journal):
    candles = rows(QUIET, QUIET, (100.0, 100.0, 99.0, 99.5), QUIET)
    assert explained(journal, candles, (outline(3), None)) == [Cause.UNEXPLAINED]
    journal.enter(1.2, price="99.9", stop="98.901")
    bought = outline(1, entry_price=99.9)
    causes = explained(
        journal,
        rows(QUIET, (100.0, 100.0, 99.9, 99.9), *[(99.9, 99.9, 99.0, 99.5)], QUIET),
        (outline(1, 2), bought),
        (outline(3), None),
    )
    assert causes == [Cause.SLIPPAGE]


def test_a_record_with_another_quantity_than_the_journal_is_unexplained(journal):
    journal.enter(1)
    candles = rows(QUIET, QUIET)
    assert explained(journal, candles, (outline(1), outline(1, quantity=2.0))) == [
        Cause.UNEXPLAINED
    ]


def test_fees_in_base_are_named(journal):
    journal.enter(1, base_fee="0.001")
    candles = rows(QUIET, QUIET)
    bot = outline(1, quantity=float(Decimal("0.999")))
    assert explained(journal, candles, (outline(1), bot)) == [Cause.FEE]
