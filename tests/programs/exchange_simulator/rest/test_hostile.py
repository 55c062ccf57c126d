"""Whatever a client sends, it gets an answer, and the account stays whole."""

import hashlib
import hmac
import socket
from urllib.parse import quote, urlencode

import httpx
from hypothesis import given
from hypothesis import strategies as st

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.faults import FaultyExchange, faults_by_chance
from bot.programs.exchange_simulator.rest import HttpRequest, RestInterface
from bot.programs.exchange_simulator.rest.routes import ROUTES
from tests.support.simulated_exchange import QUIET, setup

NAMES = [
    *("symbol", "side", "type", "quantity", "quoteOrderQty", "price", "stopPrice", "timeInForce"),
    *("newClientOrderId", "origClientOrderId", "orderId", "orderListId", "listClientOrderId"),
    *("aboveType", "belowType", "abovePrice", "aboveStopPrice", "belowPrice", "belowStopPrice"),
    *("limit", "interval", "startTime", "endTime", "fromId", "symbols", "recvWindow", "timestamp"),
    *("stopLimitPrice", "trailingDelta", "newOrderRespType", "belowTimeInForce"),
]
VALUES = st.one_of(
    st.sampled_from(
        ["BTCUSDT", "BUY", "SELL", "MARKET", "LIMIT", "STOP_LOSS", "LIMIT_MAKER", "GTC"]
    ),
    st.sampled_from(
        ["STOP_LOSS_LIMIT", "TAKE_PROFIT", "IOC", "1m", "1", "0.5", "90", "110", "FULL"]
    ),
    st.sampled_from(["", "0", "-1", "1e9", "9" * 30, '["BTCUSDT"]', "[", "NaN", "١", "null"]),
    st.text(max_size=8),
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(ROUTES)),
            st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=9),
            st.booleans(),
        ),
        max_size=8,
    ),
    st.integers(0, 1000),
)
def test_any_request_is_answered_with_or_without_faults(asked, seed):
    faulty = FaultyExchange(SimulatedExchange(setup(QUIET)))
    for fault in faults_by_chance(seed, ["BTCUSDT"], hours=0.01, an_hour=3600, speed=1):
        faulty.schedule.add(fault, 0)
    rest = RestInterface(faulty)
    for (method, path), values, is_signed in asked:
        text = urlencode({"timestamp": faulty.exchange.clock.told(), **values})
        if is_signed:
            digest = hmac.new(b"rehearsal", text.encode(), hashlib.sha256).hexdigest()
            text += f"&signature={digest}"
        headers = {"x-mbx-apikey": "any"}
        request = HttpRequest(method=method, path=path, query=text, body="", headers=headers)
        answer = rest.answer(request)
        assert answer.status in (200, 400, 401, 418, 429, 500, 502, 503, 504)
        faulty.exchange.clock.advance(3)
    for balance in faulty.exchange.engine.ledger.balances.values():
        assert balance.free >= 0
        assert balance.locked >= 0


def test_bytes_that_are_no_http_end_the_connection_or_get_an_answer_and_others_go_on(start):
    simulator = start()
    host, port = simulator.url.removeprefix("http://").split(":")
    hostile = [
        b"\x16\x03\x01garbage\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"X" * 1_200_000,
    ]
    for sent in hostile:
        with socket.create_connection((host, int(port)), timeout=5) as client:
            client.sendall(sent)
            try:
                received = client.recv(1000)
            except ConnectionResetError:
                received = b""
            assert received == b"" or received.startswith(b"HTTP/1.1 4")
    assert httpx.get(f"{simulator.url}/api/v3/ping").json() == {}


def test_a_request_in_pieces_and_two_at_once_are_answered_in_order(start):
    simulator = start()
    host, port = simulator.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as client:
        for piece in (b"GET /api/v3/pi", b"ng HTTP/1.1\r\nHost: x\r\n", b"\r\n"):
            client.sendall(piece)
        assert client.recv(1000).endswith(b"{}")
        path = quote("/api/v3/time").encode()
        client.sendall(b"GET " + path + b" HTTP/1.1\r\n\r\nGET /api/v3/ping HTTP/1.1\r\n\r\n")
        received = b""
        while not received.endswith(b"{}"):
            received += client.recv(1000)
        assert received.count(b"HTTP/1.1 200 OK") == 2
