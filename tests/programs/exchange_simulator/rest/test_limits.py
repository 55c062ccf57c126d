"""Weights, 429 and 418, and what clients do in a silence."""

import httpx

from bot.programs.exchange_simulator.simulator_setup import RateRules
from tests.support.simulated_exchange import QUIET

SMALL = RateRules(weight=10, strikes=3, ban_seconds=120)


def test_weights_are_counted_by_the_minute_and_told(start, signed):
    simulator = start(*[(100, 100, 100, 100, 1)] * 3)
    http = signed(simulator).http
    http.get("/api/v3/ping")
    second = http.get("/api/v3/klines?symbol=BTCUSDT&interval=1m")
    assert second.headers["X-MBX-USED-WEIGHT-1M"] == "3"
    simulator.advance(60)
    assert http.get("/api/v3/ping").headers["X-MBX-USED-WEIGHT-1M"] == "1"


def test_too_much_is_429_with_the_seconds_to_wait_and_is_answered_again_after_them(start, signed):
    simulator = start(*[(100, 100, 100, 100, 1)] * 3, rates=SMALL)
    http = signed(simulator).http
    simulator.advance(15)
    statuses = [http.get("/api/v3/ping").status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    refused = http.get("/api/v3/ping")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "45")
    assert refused.json()["code"] == -1003
    simulator.advance(45)
    assert http.get("/api/v3/ping").status_code == 200


def test_whoever_goes_on_is_banned_and_every_such_request_is_a_violation(start, signed):
    simulator = start(*[(100, 100, 100, 100, 1)] * 5, rates=SMALL)
    http = signed(simulator).http
    for _ in range(11):
        http.get("/api/v3/ping")
    assert [http.get("/api/v3/ping").status_code for _ in range(3)] == [429, 429, 418]
    banned = http.get("/api/v3/ping")
    assert banned.headers["Retry-After"] == "120"
    assert f"IP banned until {simulator.now + 120_000}" in banned.json()["msg"]
    assert simulator.exchange.limits.violations == 4
    assert sum(each.is_violation for each in simulator.requests) == 4
    simulator.advance(120)
    assert http.get("/api/v3/ping").status_code == 200


def test_too_many_orders_are_refused_and_counted_for_who_asks(start, signed):
    simulator = start(rates=RateRules(orders=2))
    client = signed(simulator)
    answers = [
        client.order(side="BUY", type="MARKET", quantity="0.1").status_code for _ in range(3)
    ]
    assert answers == [200, 200, 429]
    lately, today = client.ask("GET", "/api/v3/rateLimit/order").json()
    assert (lately["count"], lately["limit"], today["count"]) == (2, 2, 2)


def test_limits_grow_with_the_speed_of_the_market_since_its_clients_ask_as_much_oftener(start):
    simulator = start(*[QUIET] * 9, speed=2.0)
    told = httpx.get(f"{simulator.url}/api/v3/exchangeInfo").json()["rateLimits"]
    assert [each["limit"] for each in told] == [12_000, 200, 400_000]
