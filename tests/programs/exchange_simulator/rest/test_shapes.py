"""Answers have the keys of the examples in the exchange's own documents."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

PARTS = {"icebergQty", "sors"}
"""Keys of examples that belong to what the simulator refuses."""


@pytest.fixture(scope="module")
def examples(real_data: Path) -> dict[str, list[Any]]:
    """Example payloads by endpoint, such as GET /api/v3/time."""
    file = real_data / "exchange/binance_spot_docs/examples_rest-api.json"
    found: dict[str, list[Any]] = {}
    for each in json.loads(file.read_text()):
        found.setdefault(each["endpoint"], []).append(each["payload"])
    return found


def shape(value: Any) -> Any:
    """Keys and kinds, of lists those of the first row."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items() if key not in PARTS}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return (
        "number" if isinstance(value, int) and not isinstance(value, bool) else type(value).__name__
    )


CASES = [
    ("GET /api/v3/time", {}),
    ("GET /api/v3/ping", {}),
    ("GET /api/v3/depth", {"symbol": "BTCUSDT"}),
    ("GET /api/v3/klines", {"symbol": "BTCUSDT", "interval": "1m"}),
    ("GET /api/v3/avgPrice", {"symbol": "BTCUSDT"}),
    ("GET /api/v3/ticker/24hr", {"symbol": "BTCUSDT"}),
    ("GET /api/v3/ticker/price", {"symbol": "BTCUSDT"}),
    ("GET /api/v3/ticker/bookTicker", {"symbol": "BTCUSDT"}),
    ("GET /api/v3/account", {}),
    ("GET /api/v3/order", {"symbol": "BTCUSDT", "orderId": 1}),
    ("GET /api/v3/openOrders", {}),
    ("GET /api/v3/allOrders", {"symbol": "BTCUSDT"}),
    ("GET /api/v3/orderList", {"orderListId": 1}),
    ("GET /api/v3/openOrderList", {}),
    ("GET /api/v3/allOrderList", {}),
    ("GET /api/v3/myTrades", {"symbol": "BTCUSDT"}),
    ("GET /api/v3/rateLimit/order", {}),
    ("GET /api/v3/account/commission", {"symbol": "BTCUSDT"}),
]
PUBLIC = {"time", "ping", "depth", "klines", "avgPrice", "24hr", "price", "bookTicker"}


@pytest.mark.parametrize(("endpoint", "parameters"), CASES, ids=[each for each, _ in CASES])
def test_an_answer_has_the_keys_of_the_documents(start, signed, examples, endpoint, parameters):
    client = signed(start(balances={"USDT": Decimal(1000)}))
    client.buy("1", newClientOrderId="one")
    client.protect("0.9", "110", "90")
    method, path = endpoint.split(" ")
    if path.rpartition("/")[2] in PUBLIC:
        answer = client.http.get(path, params=parameters).json()
    else:
        answer = client.ask(method, path, **parameters).json()
    assert shape(answer) in [shape(each) for each in examples[endpoint]]


def test_new_orders_and_cancels_have_the_keys_of_the_documents(start, signed, examples):
    client = signed(start(balances={"USDT": Decimal(1000)}))
    for style, example in zip(
        ("ACK", "RESULT", "FULL"), examples["POST /api/v3/order"], strict=False
    ):
        assert shape(client.buy("1", newOrderRespType=style)) == shape(example)
    placed = client.protect("0.9", "110", "90").json()
    example = examples["POST /api/v3/orderList/oco"][0]
    del example["orderReports"][0]["price"], placed["orderReports"][0]["price"]
    assert shape(placed) == shape(example)
    canceled = client.ask("DELETE", "/api/v3/orderList", symbol="BTCUSDT", orderListId=1).json()
    assert shape(canceled) == shape(examples["DELETE /api/v3/orderList"][0])
    order = {"side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "1", "price": "90"}
    limit = client.order(**order).json()
    canceled = client.ask("DELETE", "/api/v3/order", symbol="BTCUSDT", orderId=limit["orderId"])
    assert shape(canceled.json()) == shape(examples["DELETE /api/v3/order"][0])


def test_the_rules_of_a_symbol_have_the_keys_of_the_documents(start, signed, examples):
    rules = signed(start()).http.get("/api/v3/exchangeInfo").json()
    example = examples["GET /api/v3/exchangeInfo"][0]
    assert rules.keys() | {"sors"} == example.keys()
    assert rules["symbols"][0].keys() == example["symbols"][0].keys()
    assert sorted(rules["symbols"][0]["orderTypes"]) == sorted(example["symbols"][0]["orderTypes"])
