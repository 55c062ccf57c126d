"""The library that bots use, unchanged, against the simulator."""

import ccxt
import pytest

from tests.support.simulated_exchange import FIRST_OPEN, MINUTE


def test_a_trade_from_the_entry_to_the_stop(start, library):
    simulator = start((100, 100, 80, 85, 1))
    client = library(simulator)
    bought = client.create_order(
        "BTC/USDT", "market", "buy", 1, params={"newClientOrderId": "atl-1"}
    )
    assert (bought["status"], bought["filled"], bought["average"]) == ("closed", 1.0, 100.0)
    assert bought["fee"] == {"currency": "BTC", "cost": 0.001}
    pair = client.privatePostOrderListOco(
        {
            "symbol": "BTCUSDT",
            "side": "SELL",
            "quantity": "0.999",
            "aboveType": "LIMIT_MAKER",
            "abovePrice": "110",
            "aboveClientOrderId": "atl-2-target",
            "belowType": "STOP_LOSS",
            "belowStopPrice": "90",
            "belowClientOrderId": "atl-2-stop",
        }
    )
    assert [each["clientOrderId"] for each in pair["orders"]] == ["atl-2-stop", "atl-2-target"]
    assert len(client.fetch_open_orders("BTC/USDT")) == 2
    simulator.advance(60)
    client.load_time_difference()
    assert client.fetch_open_orders("BTC/USDT") == []
    sold = client.fetch_order(None, "BTC/USDT", {"origClientOrderId": "atl-2-stop"})
    assert (sold["status"], sold["average"], sold["filled"]) == ("closed", 90.0, 0.999)
    trades = client.fetch_my_trades("BTC/USDT")
    assert [each["amount"] for each in trades] == [1.0, 0.999]
    assert client.fetch_balance()["total"] == {"BTC": 0.0, "USDT": 9989.82009}


def test_markets_carry_the_filters(start, library):
    market = library(start()).market("BTC/USDT")
    assert market["precision"]["price"] == 0.01
    assert market["limits"]["cost"]["min"] == 5.0
    assert market["spot"]


def test_candles_and_prices(start, library):
    client = library(start((100, 130, 70, 110, 6), before=3))
    assert client.fetch_ohlcv("BTC/USDT", "1m", limit=2)[0] == [
        FIRST_OPEN + 2 * MINUTE,
        100.0,
        100.0,
        100.0,
        100.0,
        10.0,
    ]
    assert client.fetch_ticker("BTC/USDT")["last"] == 100.0
    assert client.fetch_order_book("BTC/USDT")["bids"][0][0] == 100.0


@pytest.mark.parametrize(
    ("kind", "price", "parameters", "raised"),
    [
        ("limit", 0.001, {}, ccxt.InvalidOrder),
        ("market", None, {"newClientOrderId": "with space"}, ccxt.BadRequest),
    ],
)
def test_refusals_reach_the_library_as_its_errors(start, library, kind, price, parameters, raised):
    with pytest.raises((raised, ccxt.InvalidOrder)):
        library(start()).create_order("BTC/USDT", kind, "buy", 1, price, parameters)


def test_a_wrong_secret_is_an_authentication_error(start, library):
    client = library(start(), secret="wrong")
    with pytest.raises(ccxt.AuthenticationError):
        client.fetch_balance()


def test_orders_are_cancelled_one_by_one_as_a_pair_and_all(start, library):
    client = library(start(balances={"USDT": 1000, "BTC": 1}))
    first = client.create_order("BTC/USDT", "limit", "buy", 1, 90)
    assert client.cancel_order(first["id"], "BTC/USDT")["status"] == "canceled"
    pair = client.privatePostOrderListOco(
        {
            "symbol": "BTCUSDT",
            "side": "SELL",
            "quantity": "1",
            "aboveType": "LIMIT_MAKER",
            "abovePrice": "110",
            "belowType": "STOP_LOSS",
            "belowStopPrice": "90",
        }
    )
    answer = client.privateDeleteOrder(
        {"symbol": "BTCUSDT", "orderId": pair["orders"][0]["orderId"]}
    )
    assert answer["listOrderStatus"] == "ALL_DONE"
    client.create_order("BTC/USDT", "limit", "buy", 1, 90)
    assert len(client.cancel_all_orders("BTC/USDT")) == 1
    with pytest.raises(ccxt.OrderNotFound):
        client.cancel_order(first["id"], "BTC/USDT")
