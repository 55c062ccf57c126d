"""Faults that requests meet: what the client sees, and what the exchange did."""

import ccxt
import httpx
import pytest

from bot.programs.exchange_simulator.faults import Fault, FaultKind
from tests.support.simulated_exchange import QUIET

ORDER = "/api/v3/order"


def fault(kind: str, **more) -> Fault:
    return Fault(kind=FaultKind(kind), **more)


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("kind", ["close", "cut"])
def test_an_answer_that_breaks_off_says_nothing_about_the_order(start, signed, kind, done):
    simulator = start()
    client = signed(simulator)
    simulator.expect(fault(kind, method="POST", path=ORDER, carried_out=done))
    with pytest.raises(httpx.RemoteProtocolError):
        client.buy("1", newClientOrderId="atl-1")
    assert [order.client_id for order in simulator.orders] == (["atl-1"] if done else [])
    assert client.buy("1", newClientOrderId="atl-2")["status"] == "FILLED"


def test_an_answer_that_never_comes_is_a_timeout_of_the_client(start, signed):
    simulator = start()
    client = signed(simulator)
    client.http.timeout = 0.2
    simulator.expect(fault("no_answer", method="POST"))
    with pytest.raises(httpx.ReadTimeout):
        client.buy("1")
    assert len(simulator.orders) == 1
    assert simulator.requests[0].status == 0


def test_a_late_answer_comes_late_and_is_right(start, signed):
    simulator = start()
    client = signed(simulator)
    simulator.expect(fault("delay", wait=0.15))
    answer = client.http.get("/api/v3/time")
    assert answer.elapsed.total_seconds() >= 0.15
    assert answer.json() == {"serverTime": simulator.now}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, '{"code":-1000,"msg":"An unknown error occurred while processing the request."}'),
        (503, "<html>503</html>"),
        (
            504,
            '{"code":-1007,"msg":"Timeout waiting for response from backend server.'
            ' Send status unknown; execution status unknown."}',
        ),
    ],
)
def test_a_failure_of_the_server_leaves_the_order_unknown(start, signed, status, body):
    simulator = start()
    client = signed(simulator)
    simulator.expect(fault("status", status=status, path=ORDER))
    answer = client.order(side="BUY", type="MARKET", quantity="1")
    assert (answer.status_code, answer.text) == (status, body)
    assert len(simulator.orders) == 1


@pytest.mark.parametrize(("kind", "body"), [("empty", ""), ("garbage", "<html>Back soon</html>")])
def test_an_answer_may_be_nothing_or_nonsense_with_status_200(start, signed, kind, body):
    simulator = start()
    client = signed(simulator)
    simulator.expect(fault(kind))
    answer = client.http.get("/api/v3/time")
    assert (answer.status_code, answer.text) == (200, body)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (-1000, 500),
        (-1001, 500),
        (-1003, 429),
        (-1006, 500),
        (-1007, 504),
        (-1008, 503),
        (-1013, 400),
        (-1015, 429),
        (-1021, 400),
        (-2010, 400),
        (-2011, 400),
        (-2013, 400),
        (-2015, 401),
    ],
)
def test_a_refusal_of_any_code_does_nothing(start, signed, code, status):
    simulator = start()
    client = signed(simulator)
    simulator.expect(fault("refuse", code=code, path=ORDER))
    answer = client.order(side="BUY", type="MARKET", quantity="1")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert simulator.orders == []


def test_an_order_is_said_not_to_exist_once(start, library):
    simulator = start()
    client = library(simulator)
    client.create_order("BTC/USDT", "market", "buy", 1, params={"newClientOrderId": "atl-1"})
    simulator.expect(fault("refuse", code=-2013, method="GET", path=ORDER))
    question = (None, "BTC/USDT", {"origClientOrderId": "atl-1"})
    with pytest.raises(ccxt.OrderNotFound):
        client.fetch_order(*question)
    assert client.fetch_order(*question)["status"] == "closed"


@pytest.mark.parametrize("status", [429, 418])
def test_a_limit_silences_everybody_until_its_time(start, signed, status):
    simulator = start(QUIET)
    client = signed(simulator)
    simulator.expect(fault("limit", status=status, retry_after=30))
    answers = [client.http.get("/api/v3/time") for _ in range(2)]
    assert [each.status_code for each in answers] == [status, status]
    assert answers[0].headers["Retry-After"] == "30"
    assert simulator.exchange.limits.violations == 1
    simulator.advance(30)
    assert client.http.get("/api/v3/time").status_code == 200


def test_an_outage_answers_nobody_for_its_time_and_does_nothing(start, signed):
    simulator = start(QUIET)
    client = signed(simulator)
    simulator.expect(fault("outage", at=10, seconds=20))
    assert client.http.get("/api/v3/time").status_code == 200
    simulator.advance(10)
    for _ in range(3):
        with pytest.raises(httpx.RemoteProtocolError):
            client.buy("1")
    simulator.advance(20)
    assert client.buy("1")["status"] == "FILLED"
    assert len(simulator.orders) == 1
    assert [each.fault.kind for each in simulator.happened] == [FaultKind.OUTAGE]
    assert [each.fault for each in simulator.requests] == [None, *["outage"] * 3, None]


def test_a_fault_waits_for_the_request_that_it_is_meant_for(start, signed):
    simulator = start()
    client = signed(simulator)
    simulator.expect(fault("refuse", code=-1000, method="POST", symbol="BTCUSDT", after=1, times=2))
    client.http.get("/api/v3/time")
    answers = [client.buy("0.1").get("code") for _ in range(4)]
    assert answers == [None, -1000, -1000, None]


def test_what_happened_is_told_with_its_time_and_request(start, signed):
    simulator = start(QUIET)
    client = signed(simulator)
    posted = client.http.post("/sim/faults", json=[{"kind": "empty", "method": "POST"}])
    assert [each["kind"] for each in posted.json()["pending"]] == ["empty"]
    client.order(side="BUY", type="MARKET", quantity="1", newClientOrderId="atl-1")
    (happened,) = client.http.get("/sim/faults").json()["happened"]
    assert (happened["kind"], happened["time"]) == ("empty", simulator.now)
    assert happened["detail"] == "POST /api/v3/order BTCUSDT atl-1"
    assert simulator.requests[-1].fault == "empty"
    client.http.post("/sim/faults", json={"kind": "cut"})
    assert client.http.delete("/sim/faults").json()["pending"] == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "rain"}, "kind"),
        ({"kind": "refuse"}, "need code"),
        ({"kind": "limit", "status": 500}, "418 or 429"),
        ({"kind": "cut", "colour": 1}, "colour"),
        ("text", "need a fault"),
    ],
)
def test_a_fault_that_cannot_be_is_refused(start, wrong, words):
    answer = httpx.post(f"{start().url}/sim/faults", json=wrong)
    assert answer.status_code == 400
    assert words in answer.json()["msg"]


def candles(client) -> list:
    path = "/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=5"
    return client.http.get(path).json()


@pytest.mark.parametrize(
    ("dirt", "row"),
    [
        ("nan", ["100.00000000", "101.00000000", "99.00000000", "NaN"]),
        ("zero", ["100.00000000", "101.00000000", "99.00000000", "0.00000000"]),
        ("negative", ["100.00000000", "101.00000000", "99.00000000", "-100.00000000"]),
        ("high_below_low", ["100.00000000", "99.00000000", "101.00000000", "100.00000000"]),
        ("words", ["100.00000000", "101.00000000", "99.00000000", "soon"]),
    ],
)
def test_a_candle_may_be_dirty(start, signed, dirt, row):
    simulator = start(*[(100, 101, 99, 100, 1)] * 5)
    simulator.advance(299)
    client = signed(simulator)
    simulator.expect(fault("dirty_candles", dirt=dirt))
    assert candles(client)[-2][1:5] == row
    assert candles(client)[-2][1:5] == [
        "100.00000000",
        "101.00000000",
        "99.00000000",
        "100.00000000",
    ]


def test_candles_may_be_twice_missing_or_old(start, signed):
    simulator = start(*[QUIET] * 5)
    simulator.advance(299)
    client = signed(simulator)
    opens = [row[0] for row in candles(client)]
    simulator.expect(fault("dirty_candles", dirt="duplicate"))
    assert [row[0] for row in candles(client)] == [*opens[:4], opens[3], opens[4]]
    simulator.expect(fault("dirty_candles", dirt="gap"))
    assert [row[0] for row in candles(client)] == [*opens[:3], opens[4]]
    simulator.expect(fault("stale_candles", age=120))
    assert [row[0] for row in candles(client)] == opens[:2]


def trades(client) -> list[int]:
    return [each["id"] for each in client.ask("GET", "/api/v3/myTrades", symbol="BTCUSDT").json()]


def test_trades_may_come_twice_out_of_order_or_late(start, signed):
    simulator = start(QUIET, QUIET)
    client = signed(simulator)
    client.buy("1")
    simulator.advance(60)
    client.buy("1")
    for kind, seen in (
        ("repeated_trades", [1, 1, 2, 2]),
        ("shuffled_trades", [2, 1]),
        ("late_trades", [1]),
    ):
        simulator.expect(fault(kind, age=30))
        assert trades(client) == seen
        assert trades(client) == [1, 2]
