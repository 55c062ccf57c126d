"""The port `Venue`: what every adapter does, against an exchange whose own ledger is the truth."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain import Side
from bot.domain.errors import MarketDataError, OrderRefused, RateLimited, Refusal
from bot.domain.orders import OrderState
from bot.programs.exchange_simulator.limits import RateRules
from bot.programs.exchange_simulator.simulator import Simulator
from tests.exchange.binance.rehearsal import SYMBOL, Rehearsal, buy, protect
from tests.support.simulated_exchange import QUIET, SignedClient, setup

FALL, RISE = (100, 100, 80, 85, 10), (100, 130, 100, 125, 10)


@pytest.fixture(params=["binance"])
def rehearsal(request: pytest.FixtureRequest) -> Iterator[Rehearsal]:
    """Before a minute in which the price falls to 80 or rises to 130."""
    row = FALL if "falls" in request.node.name else RISE
    with Simulator(setup(row)) as simulator:
        rehearsal = Rehearsal(simulator)
        yield rehearsal
        rehearsal.session.close()


def test_what_a_market_order_says_is_what_the_ledger_holds(rehearsal: Rehearsal) -> None:
    report = buy(rehearsal)
    assert report.state is OrderState.FILLED
    bought = sum(fill.quantity - fill.fee for fill in report.fills if fill.fee_asset == "BTC")
    assert bought == rehearsal.free("BTC") == rehearsal.venue.balances()["BTC"].free
    paid = sum(fill.quantity * fill.price for fill in report.fills)
    assert rehearsal.free("USDT") == 10_000 - paid


def test_an_order_is_found_by_its_client_id_and_its_fills_by_the_venues(
    rehearsal: Rehearsal,
) -> None:
    assert rehearsal.venue.order(SYMBOL, "atl-e1") is None
    sent = buy(rehearsal)
    asked = rehearsal.venue.order(SYMBOL, "atl-e1")
    assert asked is not None
    assert (asked.venue_order_id, asked.filled) == (sent.venue_order_id, sent.filled)
    assert tuple(rehearsal.venue.fills_of(SYMBOL, sent.venue_order_id)) == sent.fills
    assert rehearsal.venue.fills_of(SYMBOL, "999999") == []


def test_the_price_falls_to_the_stop_which_sells_and_ends_the_target(rehearsal: Rehearsal) -> None:
    buy(rehearsal)
    protect(rehearsal)
    assert {each.client_id for each in rehearsal.venue.open_orders(SYMBOL)} == {"atl-s1", "atl-t1"}
    assert rehearsal.venue.balances()["BTC"].locked == Decimal("0.999")
    rehearsal.pass_a_minute()
    assert rehearsal.state("atl-s1") is OrderState.FILLED
    assert rehearsal.state("atl-t1") is OrderState.CANCELED
    assert rehearsal.venue.open_orders(SYMBOL) == []
    assert rehearsal.free("BTC") == 0


def test_the_price_rises_to_the_target_which_sells_and_ends_the_stop(rehearsal: Rehearsal) -> None:
    buy(rehearsal)
    protect(rehearsal)
    rehearsal.pass_a_minute()
    assert rehearsal.state("atl-t1") is OrderState.FILLED
    assert rehearsal.state("atl-s1") is OrderState.CANCELED


def test_a_stop_alone_rests_and_sells_when_the_price_falls(rehearsal: Rehearsal) -> None:
    buy(rehearsal)
    protect(rehearsal, target=None)
    rehearsal.pass_a_minute()
    assert rehearsal.state("atl-s1") is OrderState.FILLED
    order = rehearsal.venue.order(SYMBOL, "atl-s1")
    assert order is not None
    (fill,) = rehearsal.venue.fills_of(SYMBOL, order.venue_order_id)
    assert (fill.side, fill.quantity, fill.price) == (Side.SELL, Decimal("0.999"), Decimal(90))


def test_cancelling_one_leg_ends_the_pair_and_a_second_cancel_finds_none(
    rehearsal: Rehearsal,
) -> None:
    buy(rehearsal)
    protect(rehearsal)
    rehearsal.venue.cancel(SYMBOL, "atl-s1")
    assert rehearsal.venue.open_orders(SYMBOL) == []
    assert rehearsal.state("atl-t1") is OrderState.CANCELED
    for client_id in ("atl-s1", "atl-t1", "atl-never"):
        with pytest.raises(OrderRefused) as caught:
            rehearsal.venue.cancel(SYMBOL, client_id)
        assert caught.value.refusal is Refusal.UNKNOWN_ORDER


def test_refusals_say_why(rehearsal: Rehearsal) -> None:
    buy(rehearsal)
    refusals = []
    for request in (
        lambda: buy(rehearsal, "1000", "atl-e2"),
        lambda: buy(rehearsal, "0.0001", "atl-e2"),
        lambda: buy(rehearsal, "0.001", "atl-e2"),
        lambda: protect(rehearsal, stop="101"),
        lambda: protect(rehearsal, target=None, stop="101"),
    ):
        with pytest.raises(OrderRefused) as caught:
            request()
        refusals.append(caught.value.refusal)
    assert refusals == [
        Refusal.INSUFFICIENT_BALANCE,
        Refusal.FILTER,
        Refusal.FILTER,
        Refusal.WOULD_TRIGGER,
        Refusal.WOULD_TRIGGER,
    ]
    assert len(rehearsal.simulator.fills) == 1


def test_an_id_that_rests_already_is_a_duplicate(rehearsal: Rehearsal) -> None:
    buy(rehearsal, "2")
    protect(rehearsal, target=None)
    with pytest.raises(OrderRefused) as caught:
        protect(rehearsal, target=None)
    assert caught.value.refusal is Refusal.DUPLICATE_ID
    assert len(rehearsal.venue.open_orders(SYMBOL)) == 1


def test_the_orders_of_a_stranger_are_listed_by_their_own_ids(rehearsal: Rehearsal) -> None:
    with SignedClient(rehearsal.simulator) as stranger:
        asked = {"side": "BUY", "type": "LIMIT", "timeInForce": "GTC"}
        order = stranger.order(**asked, quantity="1", price="50").json()
    (report,) = rehearsal.venue.open_orders(SYMBOL)
    assert (report.client_id, report.price) == (order["clientOrderId"], Decimal(50))


def test_rules_and_quotes_are_exact_and_an_unknown_market_is_none(rehearsal: Rehearsal) -> None:
    rules = rehearsal.venue.rules(SYMBOL)
    assert (rules.tick, rules.step) == (Decimal("0.01"), Decimal("0.001"))
    assert rules.least_notional == 5
    assert rules.abilities.pairs
    assert not rules.abilities.shorts
    quote = rehearsal.venue.quote(SYMBOL)
    assert (quote.bid, quote.ask) == (100, 100)
    with pytest.raises(MarketDataError):
        rehearsal.venue.rules("NOPE/USDT")


def test_the_time_is_the_exchanges(rehearsal: Rehearsal) -> None:
    moment = datetime.fromtimestamp(rehearsal.simulator.now / 1000, UTC)
    assert abs(rehearsal.venue.now() - moment) < timedelta(seconds=1)
    assert rehearsal.venue.clock_error < 1.0
    rehearsal.pass_a_minute()
    assert abs(rehearsal.venue.now() - moment - timedelta(seconds=60)) < timedelta(seconds=1)


def test_what_the_key_may_do_is_known(rehearsal: Rehearsal) -> None:
    permissions = rehearsal.venue.key_permissions()
    assert (permissions.trade, permissions.withdraw) == (True, False)


def test_however_much_is_asked_the_exchange_never_has_to_limit_it() -> None:
    with Simulator(setup(*[QUIET] * 20, rates=RateRules(weight=100))) as simulator:
        rehearsal = Rehearsal(simulator)
        rehearsal.venue.rules(SYMBOL)  # with them comes the limit
        for _ in range(30):
            rehearsal.venue.balances()
        rehearsal.session.close()
        assert {record.status for record in simulator.requests} == {200}
        assert 5 * 60 <= rehearsal.seconds <= 15 * 60


def test_after_a_limit_met_by_another_program_nothing_is_asked_until_it_is_over() -> None:
    with Simulator(setup(*[QUIET] * 20, rates=RateRules(weight=100))) as simulator:
        rehearsal = Rehearsal(simulator)
        rehearsal.venue.balances()
        with SignedClient(simulator) as other:
            while other.ask("GET", "/api/v3/account").status_code == 200:
                pass
        with pytest.raises(RateLimited):
            rehearsal.venue.balances()
        asked = len(simulator.requests)
        for _ in range(5):
            with pytest.raises(RateLimited, match="nothing is sent"):
                rehearsal.venue.quote(SYMBOL)
        assert len(simulator.requests) == asked
        rehearsal.sleep(61)
        rehearsal.venue.balances()
        rehearsal.session.close()
