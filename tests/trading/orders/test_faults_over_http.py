"""The faults of an exchange, over HTTP: what the exchange's own ledger holds afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain import Action, Candle, ExitReason, StrategyConfig, TradingState
from bot.domain.errors import ExchangeError
from bot.domain.orders import OrderState
from bot.programs.exchange_simulator.faults import Fault, FaultKind
from bot.programs.exchange_simulator.judge.duplicates import duplicates
from bot.programs.exchange_simulator.judge.positions import positions
from bot.programs.exchange_simulator.simulator import Simulator
from bot.trading.orders import OrderExecution, SharedAccount, journal_by_symbol
from tests.exchange.binance.rehearsal import SYMBOL, Rehearsal
from tests.support.execution.orders_at import MortalJournal
from tests.support.simulated_exchange import FIRST_OPEN, QUIET, SignedClient, setup

CONFIG = StrategyConfig(
    risk_per_trade_pct=0.1, stop_loss_pct=0.01, take_profit_pct=0.02, exit_on_opposite_signal=True
)
START = datetime.fromtimestamp(FIRST_OPEN / 1000, UTC)
ENTRY, PAIR, CANCEL = "/api/v3/order", "/api/v3/orderList/oco", "/api/v3/orderList"


class Bot:
    """A bot on the exchange, whose price stands at 100 for an hour."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.rehearsal = Rehearsal(simulator)
        self.kept: list = []
        self.minute = 0
        self.start()

    def start(self) -> None:
        """Start from what the journal holds."""
        self.rehearsal.venue.advance()
        self.orders = OrderExecution(
            symbol=SYMBOL,
            timeframe="1m",
            volume_id="a volume",
            capital=Decimal(10_000),
            venue=self.rehearsal.venue,
            account=SharedAccount(self.rehearsal.venue),
            journal=MortalJournal(self.kept),
            lines=journal_by_symbol(self.kept).get(SYMBOL, ()),
            sleep=self.rehearsal.sleep,
        )

    def decide(self, action: Action) -> None:
        """A cycle with a closed candle, which passes over what the exchange refuses to answer."""
        self.minute += 1
        price = 100.0
        candle = Candle(
            open_time=START + self.minute * timedelta(minutes=1),
            open=price,
            high=price,
            low=price,
            close=price,
            volume=1.0,
        )
        try:
            self.orders.tend()
            self.orders.settle(candle, CONFIG)
            self.orders.submit(action, CONFIG)
        except ExchangeError as error:
            self.error = error

    def tend(self) -> None:
        """A cycle without a candle."""
        try:
            self.orders.tend()
        except ExchangeError as error:
            self.error = error

    def expect(self, kind: FaultKind, method: str, path: str, **more: object) -> None:
        self.simulator.expect(Fault(kind=kind, method=method, path=path, **more))

    @property
    def bought(self) -> list:
        return [order for order in self.simulator.orders if order.side == "BUY"]

    @property
    def stops(self) -> list[Decimal]:
        resting = [order for order in self.simulator.orders if order.status == "NEW"]
        return [order.quantity for order in resting if order.type.startswith("STOP_LOSS")]

    def is_protected_once(self) -> None:
        """One order bought, one stop sells what it bought, and the books are the ledger's."""
        assert len(self.bought) == 1
        held = positions(self.simulator.truth())["BTCUSDT"]
        assert self.orders.book.position == held > 0
        (stop,) = self.stops
        assert held - stop < Decimal("0.001")
        assert duplicates(self.simulator.truth(), lambda client_id: client_id) == []


@pytest.fixture
def bot() -> Iterator[Bot]:
    with Simulator(setup(*[QUIET] * 60, before=2)) as simulator:
        bot = Bot(simulator)
        yield bot
        bot.rehearsal.session.close()


LOST = [
    FaultKind.NO_ANSWER,
    FaultKind.CLOSE,
    FaultKind.CUT,
    FaultKind.EMPTY,
    FaultKind.GARBAGE,
]


@pytest.mark.parametrize("carried_out", [True, False], ids=["carried out", "not carried out"])
@pytest.mark.parametrize("kind", LOST)
def test_an_entry_whose_answer_was_lost_is_at_the_exchange_once_or_never(bot, kind, carried_out):
    bot.expect(kind, "POST", ENTRY, carried_out=carried_out)
    bot.decide(Action.LONG)
    bot.tend()
    if carried_out:
        bot.is_protected_once()
    else:
        assert bot.simulator.orders == []
        assert [order.state for order in bot.orders.book.orders.values()] == [OrderState.REJECTED]
    bot.start()
    bot.minute -= 1
    bot.decide(Action.LONG)  # the same candle again
    assert len(bot.bought) == carried_out


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_entry_answered_with_5xx_is_asked_for(bot, status):
    bot.expect(FaultKind.STATUS, "POST", ENTRY, status=status, carried_out=True)
    bot.decide(Action.LONG)
    bot.tend()
    bot.is_protected_once()


@pytest.mark.parametrize("carried_out", [True, False], ids=["carried out", "not carried out"])
@pytest.mark.parametrize("kind", LOST)
def test_a_protection_whose_answer_was_lost_rests_once_within_two_cycles(bot, kind, carried_out):
    bot.expect(kind, "POST", PAIR, carried_out=carried_out)
    bot.decide(Action.LONG)
    bot.tend()
    bot.is_protected_once()


def test_an_order_not_found_once_is_asked_for_again(bot):
    bot.expect(FaultKind.NO_ANSWER, "POST", ENTRY, carried_out=True)
    bot.expect(FaultKind.REFUSE, "GET", ENTRY, code=-2013)
    bot.decide(Action.LONG)
    bot.tend()
    bot.is_protected_once()


@pytest.mark.parametrize(("code", "times"), [(-2010, 1), (-1013, 2), (-1021, 2), (-2015, 1)])
def test_an_entry_that_is_refused_is_dropped_with_a_reason(bot, code, times):
    bot.expect(FaultKind.REFUSE, "POST", ENTRY, code=code, times=times)
    bot.decide(Action.LONG)
    bot.tend()
    assert bot.simulator.orders == []
    assert bot.orders.refusal() is not None
    assert bot.orders.book.is_idle
    bot.decide(Action.LONG)
    bot.is_protected_once()


def test_a_stop_that_is_refused_once_rests_and_twice_sells_the_position(bot):
    bot.expect(FaultKind.REFUSE, "POST", PAIR, code=-2010)
    bot.decide(Action.LONG)
    bot.is_protected_once()
    bot.simulator.expect(Fault(kind=FaultKind.CANCEL_OUTSIDE))
    bot.expect(FaultKind.REFUSE, "POST", PAIR, code=-2010, times=2)
    bot.tend()
    assert positions(bot.simulator.truth())["BTCUSDT"] < Decimal("0.001")
    assert bot.orders.book.position == 0
    assert bot.orders.book.trading_state is not TradingState.ACTIVE


def test_a_stop_cancelled_from_outside_is_replaced_in_the_cycle_that_sees_it(bot):
    bot.decide(Action.LONG)
    bot.simulator.expect(Fault(kind=FaultKind.CANCEL_OUTSIDE))
    assert bot.stops == []
    bot.tend()
    bot.is_protected_once()


@pytest.mark.parametrize("rest", [None, 30])
def test_an_entry_filled_in_part_is_protected_for_what_is_there(bot, rest):
    bot.simulator.expect(Fault(kind=FaultKind.PARTIAL_FILL, share=Decimal("0.4"), rest=rest))
    bot.decide(Action.LONG)
    bot.tend()
    bot.is_protected_once()
    bot.rehearsal.sleep(60)
    bot.rehearsal.venue.advance()
    bot.tend()
    bot.is_protected_once()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind=FaultKind.REPEATED_TRADES, times=3),
        Fault(kind=FaultKind.SHUFFLED_TRADES, times=3),
        Fault(kind=FaultKind.LATE_TRADES, age=20, times=3),
    ],
    ids=["twice", "in disorder", "late"],
)
def test_fills_that_come_twice_late_or_in_disorder_count_once(bot, fault):
    bot.expect(FaultKind.NO_ANSWER, "POST", ENTRY, carried_out=True)
    bot.simulator.expect(fault)
    bot.decide(Action.LONG)
    for _ in range(4):
        bot.rehearsal.sleep(10)
        bot.tend()
    bot.is_protected_once()


def test_an_exit_whose_cancel_and_sale_were_lost_sells_once(bot):
    bot.decide(Action.LONG)
    bot.expect(FaultKind.NO_ANSWER, "DELETE", CANCEL + "*", carried_out=True)
    bot.expect(FaultKind.NO_ANSWER, "POST", ENTRY, carried_out=True)
    bot.decide(Action.SHORT)
    bot.tend()
    assert bot.orders.book.position == 0
    sales = [each for each in bot.simulator.orders if each.side == "SELL" and each.executed > 0]
    assert len(sales) == 1
    assert bot.orders.tend() == ()
    assert bot.orders.position() is None


def test_a_ban_sends_nothing_and_protects_when_it_is_over(bot):
    bot.expect(FaultKind.LIMIT, "POST", PAIR, status=429, retry_after=30)
    bot.decide(Action.LONG)
    for _ in range(4):
        bot.tend()
    assert bot.simulator.exchange.limits.violations == 0
    bot.rehearsal.sleep(31)
    bot.rehearsal.venue.advance()
    bot.tend()
    bot.is_protected_once()


def test_orders_and_coins_of_others_are_not_touched(bot):
    bot.simulator.expect(Fault(kind=FaultKind.TRANSFER, asset="BTC", amount=Decimal(2)))
    with SignedClient(bot.simulator) as person:
        person.order(
            side="SELL",
            type="LIMIT",
            timeInForce="GTC",
            quantity="1",
            price="150",
            newClientOrderId="by-hand",
        )
    bot.decide(Action.LONG)
    bot.decide(Action.SHORT)
    by_hand = next(each for each in bot.simulator.orders if each.client_id == "by-hand")
    assert by_hand.status == "NEW"
    balance = bot.simulator.exchange.engine.ledger.balance("BTC")
    assert balance.free + balance.locked >= 2
    assert bot.orders.book.trading_state is TradingState.ACTIVE


def test_an_order_of_another_bot_on_the_account_halts_entries_with_a_sentence(bot):
    with SignedClient(bot.simulator) as other:
        other.order(
            side="BUY",
            type="LIMIT",
            timeInForce="GTC",
            quantity="1",
            price="90",
            newClientOrderId="atl-00000000000000000000-e",
        )
    bot.tend()
    bot.decide(Action.LONG)
    assert [order.client_id for order in bot.bought] == ["atl-00000000000000000000-e"]
    assert bot.orders.book.trading_state is TradingState.HALTED
    assert "another bot trades on this account" in " ".join(bot.orders.notes())


def test_a_position_that_a_person_sold_halts_entries_and_leaves_the_books_at_nothing(bot):
    bot.decide(Action.LONG)
    bot.simulator.expect(Fault(kind=FaultKind.CANCEL_OUTSIDE))
    held = positions(bot.simulator.truth())["BTCUSDT"]
    bot.simulator.expect(Fault(kind=FaultKind.TRANSFER, asset="BTC", amount=-held))
    bot.tend()
    bot.tend()
    assert bot.orders.book.trading_state is not TradingState.ACTIVE
    assert bot.orders.book.position == 0
    assert ExitReason.EMERGENCY_EXIT in [
        line.details.get("exit_reason") for line in bot.kept if line.kind == "fill"
    ]
