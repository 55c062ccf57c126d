"""Orders are counted in ten seconds: one that would be too many waits before it is written."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.exchange.binance.answers import order, resting
from tests.exchange.binance.laboratory import (
    OCO,
    ORDER,
    START_MS,
    Laboratory,
    buying,
    laboratory,
    protection,
)
from tests.support.processes.binance_server import Fault


def allowing(lab: Laboratory, orders: int) -> None:
    """The exchange takes so many orders in ten seconds."""
    limit = {"rateLimitType": "ORDERS", "interval": "SECOND", "intervalNum": 10, "limit": orders}
    info = {"serverTime": START_MS, "rateLimits": [limit], "symbols": lab.server.markets}
    lab.server.answer("GET", "/api/v3/exchangeInfo", info)
    lab.venue.rules("BTC/USDT")


@pytest.fixture
def lab() -> Iterator[Laboratory]:
    with laboratory() as lab:
        lab.server.answer("POST", ORDER, order("atl-e1"))
        legs: list[dict[str, Any]] = [resting("atl-s1", 1), resting("atl-t1", 2)]
        lab.server.answer("POST", OCO, {"orderListId": 1, "orderReports": legs})
        yield lab


def test_an_order_waits_for_its_turn_and_a_pair_counts_twice(lab: Laboratory) -> None:
    allowing(lab, 5)
    lab.venue.await_turn(3)
    lab.venue.send(buying())
    lab.seconds += 4
    lab.venue.protect(protection())
    lab.venue.await_turn(2)
    assert lab.slept == []
    lab.venue.await_turn(3)
    assert lab.slept == [6.0]
    lab.venue.await_turn(5)
    assert lab.slept == [6.0, 10.0]


def test_orders_that_others_placed_on_the_account_count(lab: Laboratory) -> None:
    allowing(lab, 5)
    counted = {"X-MBX-ORDER-COUNT-10S": "4"}
    lab.server.fail(ORDER, Fault(body=order("atl-e1"), headers=counted))
    lab.venue.send(buying())
    lab.venue.await_turn(2)
    assert lab.slept == [10.0]
