"""Error bodies and statuses, word by word as the exchange has them."""

from decimal import Decimal

import pytest

from bot.programs.exchange_simulator.simulator_setup import Access

LIMIT = {"side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "1", "price": "90"}


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"price": "90.001"}, -1013, "Filter failure: PRICE_FILTER"),
        ({"quantity": "0.0001"}, -1013, "Filter failure: LOT_SIZE"),
        ({"quantity": "0.01"}, -1013, "Filter failure: NOTIONAL"),
        ({"price": "1"}, -1013, "Filter failure: PERCENT_PRICE_BY_SIDE"),
        (
            {"quantity": "999"},
            -2010,
            "Account has insufficient balance for requested action.",
        ),
        (
            {"type": "LIMIT_MAKER", "price": "100", "timeInForce": None},
            -2010,
            "Order would immediately match and take.",
        ),
        (
            {"price": None},
            -1102,
            "Mandatory parameter 'price' was not sent, was empty/null, or malformed.",
        ),
        ({"side": "UP"}, -1117, "Invalid side."),
        ({"type": "GUESS"}, -1116, "Invalid orderType."),
        ({"timeInForce": "GTX"}, -1115, "Invalid timeInForce."),
        ({"quantity": "1.123456789"}, -1111, "Parameter 'quantity' has too much precision."),
        (
            {"quantity": "-1"},
            -1100,
            "Illegal characters found in parameter 'quantity';"
            " legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.",
        ),
        ({"price": ""}, -1105, "Parameter 'price' was empty."),
        ({"stopPrice": "95"}, -1106, "Parameter 'stopPrice' sent when not required."),
        (
            {"newClientOrderId": "a b"},
            -1100,
            "Illegal characters found in parameter 'newClientOrderId';"
            " legal range is '^[a-zA-Z0-9-_]{1,36}$'.",
        ),
        (
            {"unheard": "of"},
            -1104,
            "Not all sent parameters were read; read '9' parameter(s) but was sent '10'.",
        ),
    ],
)
def test_a_wrong_order_is_refused_in_the_words_of_the_exchange(start, signed, change, code, words):
    parameters = {name: value for name, value in (LIMIT | change).items() if value is not None}
    answer = signed(start()).order(recvWindow="5000", **parameters)
    assert (answer.status_code, answer.json()) == (400, {"code": code, "msg": words})


def test_a_client_id_is_unique_among_open_orders_and_free_again_afterwards(start, signed):
    client = signed(start())
    assert client.order(newClientOrderId="atl-1", **LIMIT).status_code == 200
    again = client.order(newClientOrderId="atl-1", **LIMIT)
    assert again.json() == {"code": -2010, "msg": "Duplicate order sent."}
    client.ask("DELETE", "/api/v3/order", symbol="BTCUSDT", origClientOrderId="atl-1")
    assert client.order(newClientOrderId="atl-1", **LIMIT).status_code == 200


def test_orders_that_nobody_knows(start, signed):
    client = signed(start())
    shown = client.ask("GET", "/api/v3/order", symbol="BTCUSDT", origClientOrderId="x")
    assert (shown.status_code, shown.json()["code"]) == (400, -2013)
    canceled = client.ask("DELETE", "/api/v3/order", symbol="BTCUSDT", orderId=7)
    assert canceled.json() == {"code": -2011, "msg": "Unknown order sent."}


def test_an_unknown_symbol_interval_and_path(start, signed):
    client = signed(start()).http
    assert client.get("/api/v3/klines?symbol=XY&interval=1m").json()["code"] == -1121
    assert client.get("/api/v3/klines?symbol=BTCUSDT&interval=7m").json()["code"] == -1120
    assert client.get("/api/v3/nothing").status_code == 404


def test_a_signature_is_over_the_text_that_was_sent(start, signed):
    simulator = start()
    wrong = signed(simulator, secret="another").ask("GET", "/api/v3/account")
    assert (wrong.status_code, wrong.json()["code"]) == (400, -1022)
    unsigned = signed(simulator).http.get(f"/api/v3/account?timestamp={simulator.now}")
    assert unsigned.json()["msg"].startswith("Mandatory parameter 'signature'")


def test_any_key_is_taken_unless_one_is_named(start, signed):
    client = signed(start(access=Access(key="right")), key="wrong")
    assert client.ask("GET", "/api/v3/account").json()["code"] == -2015
    client.http.headers["X-MBX-APIKEY"] = "right"
    assert client.ask("GET", "/api/v3/account").status_code == 200
    client.http.headers["X-MBX-APIKEY"] = ""
    answer = client.ask("GET", "/api/v3/account")
    assert (answer.status_code, answer.json()["code"]) == (401, -2014)


@pytest.mark.parametrize("late", [-999, 0, 5000])
def test_a_request_in_its_window_is_answered(start, signed, late: int):
    simulator = start()
    client = signed(simulator)
    assert client.ask("GET", "/api/v3/account", timestamp=simulator.now - late).status_code == 200


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (5001, "Timestamp for this request is outside of the recvWindow."),
        (-1000, "Timestamp for this request was 1000ms ahead of the server's time."),
    ],
)
def test_a_request_outside_of_its_window_is_refused(start, signed, late: int, words: str):
    simulator = start()
    answer = signed(simulator).ask("GET", "/api/v3/account", timestamp=simulator.now - late)
    assert answer.json() == {"code": -1021, "msg": words}


def test_the_right_to_withdraw_is_told(start, signed):
    for right in (True, False):
        client = signed(start(access=Access(may_withdraw=right)))
        rights = client.ask("GET", "/sapi/v1/account/apiRestrictions").json()
        assert rights["enableWithdrawals"] is right
        assert client.ask("GET", "/api/v3/account").json()["canWithdraw"] is right


def test_a_stop_is_taken_and_a_test_order_leaves_nothing(start, signed):
    simulator = start(balances={"BTC": Decimal(1)})
    client = signed(simulator)
    stop = {"side": "SELL", "type": "STOP_LOSS", "quantity": "1", "stopPrice": "90"}
    assert client.ask("POST", "/api/v3/order/test", symbol="BTCUSDT", **stop).json() == {}
    assert simulator.orders == []
    assert client.order(**stop).json().keys() == {
        "symbol",
        "orderId",
        "orderListId",
        "clientOrderId",
        "transactTime",
    }
