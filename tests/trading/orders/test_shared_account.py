"""One answer about the account for the symbols of a round, never older than what one bought."""

from decimal import Decimal

from bot.domain import Action, TradingState
from bot.trading.orders.shared_account import SharedAccount
from tests.support.execution.memory_venue import MemoryVenue
from tests.trading.orders.test_order_execution import Run, run

__all__ = ["run"]


def asked(venue: MemoryVenue) -> int:
    return [name for name, _ in venue.requests].count("balances")


def test_symbols_of_a_round_share_an_answer_and_the_next_round_asks_anew():
    venue = MemoryVenue()
    account = SharedAccount(venue)
    for count in (1, 2, 3):
        for symbol in ("BTC/USDT", "ETH/USDT", "SOL/USDT"):
            account.begin_cycle(symbol)
            assert account.balance("USDT").free == 10_000
        assert asked(venue) == count


def test_a_symbol_alone_asks_in_every_cycle():
    venue = MemoryVenue()
    account = SharedAccount(venue)
    for count in (1, 2, 3):
        account.begin_cycle("BTC/USDT")
        account.balance("BTC")
        assert asked(venue) == count


def test_a_question_that_failed_is_asked_by_the_next_symbol():
    venue = MemoryVenue()
    venue.fault = Once()
    account = SharedAccount(venue)
    for symbol in ("BTC/USDT", "ETH/USDT"):
        account.begin_cycle(symbol)
        try:
            account.balance("USDT")
        except ConnectionError:
            assert symbol == "BTC/USDT"
    assert asked(venue) == 2


class Once:
    """A fault that happens once."""

    def __init__(self) -> None:
        self.is_left = True

    def __call__(self, name: str, moment: str) -> None:
        if self.is_left:
            self.is_left = False
            raise ConnectionError


def test_what_was_bought_after_the_answer_is_no_conflict_in_the_next_whole_look(run: Run):
    run.bot.tend()  # whole: asks before anything is bought
    run.decide(Action.LONG)
    run.bot._is_due = True
    run.bot.tend()
    assert run.bot.book.position == Decimal(100)
    assert run.bot.book.trading_state is TradingState.ACTIVE
