"""Faults that happen by themselves, and faults that a seed draws."""

from collections import Counter
from decimal import Decimal

import pytest

from bot.domain.errors import ConfigError
from bot.programs.exchange_simulator.faults import (
    Fault,
    FaultKind,
    faults_by_chance,
    faults_of_file,
)
from bot.programs.exchange_simulator.matching import Origin
from tests.support.simulated_exchange import QUIET

D = Decimal


def fault(kind: str, **more) -> Fault:
    return Fault(kind=FaultKind(kind), **more)


def test_a_resting_pair_is_cancelled_by_other_hands_at_its_time(start, signed):
    simulator = start(QUIET, balances={"BTC": D(1)})
    signed(simulator).protect("1", "110", "90", belowClientOrderId="stop")
    simulator.expect(fault("cancel_outside", at=20))
    simulator.advance(60)
    assert {(order.status.value, order.updated) for order in simulator.orders} == {
        ("CANCELED", simulator.now - 40_000)
    }
    assert simulator.happened[0].detail.startswith("stop, ")


def test_a_cancel_from_outside_waits_until_there_is_an_order(start, signed):
    simulator = start(QUIET, balances={"BTC": D(1)})
    simulator.expect(fault("cancel_outside", symbol="BTCUSDT"))
    simulator.advance(10)
    signed(simulator).protect("1", "110", "90")
    simulator.advance(1)
    assert not any(order.status.is_open for order in simulator.orders)


def test_orders_and_money_of_other_hands(start, signed):
    simulator = start(QUIET)
    client = signed(simulator)
    simulator.expect(fault("foreign_order", symbol="BTCUSDT"))
    simulator.expect(fault("foreign_order", symbol="BTCUSDT", quantity=D(1)))
    simulator.expect(fault("transfer", asset="BTC", amount=D("0.5")))
    simulator.expect(fault("transfer", asset="USDT", amount=D(-1_000_000)))
    resting, bought = simulator.orders
    assert {resting.origin, bought.origin} == {Origin.OUTSIDE}
    assert (resting.price, resting.status.value, bought.status.value) == (D(90), "NEW", "FILLED")
    balances = simulator.exchange.engine.ledger.balances
    assert balances["BTC"].free == D("1.499")
    assert balances["USDT"].free == 0
    (shown,) = client.ask("GET", "/api/v3/openOrders").json()
    assert shown["clientOrderId"] == "web-1"


def test_a_partial_fill_is_of_the_next_fill_and_its_rest_follows(start, signed):
    simulator = start((100, 100, 80, 90, 1), QUIET, balances={"BTC": D(1), "USDT": D(0)})
    signed(simulator).protect("1", "110", "95")
    simulator.expect(fault("partial_fill", symbol="BTCUSDT", share=D("0.4")))
    simulator.advance(60)
    (fill,) = simulator.fills
    assert (fill.quantity, fill.price) == (D("0.4"), D(95))
    assert {order.status.value for order in simulator.orders} == {"EXPIRED"}


def test_the_clock_jumps_and_the_market_with_it(start, signed):
    simulator = start(*[QUIET] * 10)
    then = simulator.now
    simulator.expect(fault("clock_jump", seconds=300))
    client = signed(simulator)
    assert client.ask("GET", "/api/v3/account", timestamp=then).json()["code"] == -1021
    assert client.ask("GET", "/api/v3/account").status_code == 200
    assert simulator.now == then + 300_000


def test_a_skewed_clock_is_told_and_held_against_requests_until_it_is_right_again(start, signed):
    simulator = start(QUIET)
    client = signed(simulator)
    simulator.expect(fault("clock_skew", skew=-7.5, seconds=30))
    then = simulator.now
    assert client.http.get("/api/v3/time").json() == {"serverTime": then - 7_500}
    assert client.ask("GET", "/api/v3/account", timestamp=then).json()["code"] == -1021
    simulator.advance(30)
    assert client.http.get("/api/v3/time").json() == {"serverTime": then + 30_000}


def test_a_seed_draws_the_same_faults_and_another_one_others():
    def drawn(seed: int) -> list[Fault]:
        return faults_by_chance(seed, ["BTCUSDT"], hours=100, an_hour=12, speed=60)

    first = drawn(1)
    assert first == drawn(1) != drawn(2)
    assert len(first) == 1200
    assert first == sorted(first, key=lambda each: each.at)
    assert set(Counter(each.kind for each in first)) == set(FaultKind) - {FaultKind.TRANSFER}


def test_a_file_holds_one_fault_or_a_list_of_them(tmp_path):
    file = tmp_path / "faults.json"
    file.write_text('[{"kind": "outage", "at": 60, "seconds": 5}, {"kind": "cut"}]')
    assert [each.kind.value for each in faults_of_file(file)] == ["outage", "cut"]
    file.write_text("{")
    with pytest.raises(ConfigError, match=r"cannot read the faults of .*faults\.json"):
        faults_of_file(file)
