"""Orders at a real HTTP server that speaks Binance's REST API."""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.domain import Side
from bot.domain.errors import (
    ConfigError,
    ExchangeError,
    ExchangeUnavailable,
    MarketDataError,
    OrderRefused,
    OutcomeUnknown,
    RateLimited,
    Refusal,
)
from bot.domain.orders import Balance, KeyPermissions, OrderState
from bot.exchange.binance.venue import BinanceVenue
from bot.exchange.ccxt_session import CcxtSession
from tests.exchange.binance.answers import AT, execution, order, resting, trade
from tests.exchange.binance.laboratory import (
    KEY,
    OCO,
    ORDER,
    SECRET,
    START,
    START_MS,
    TIME,
    Laboratory,
    buying,
    laboratory,
    protection,
)
from tests.support.processes.binance_server import BinanceServer, Fault

MOMENT = datetime(2025, 1, 1, 0, 0, 0, 500_000, tzinfo=UTC)
REFUSED = {
    "code": -2010,
    "msg": "Account has insufficient balance for requested action.",
}


@pytest.fixture
def lab() -> Iterator[Laboratory]:
    with laboratory() as lab:
        yield lab


def test_a_market_order_is_sent_by_quantity_and_its_fills_are_read_exactly(
    lab: Laboratory,
) -> None:
    lab.server.answer("POST", ORDER, order("atl-e1"))
    report = lab.venue.send(buying("0.30"))
    (sent,) = lab.sent("POST", ORDER)
    signed = {name: sent.pop(name) for name in ("timestamp", "recvWindow", "signature")}
    assert sent == {
        "symbol": "BTCUSDT",
        "side": "BUY",
        "type": "MARKET",
        "quantity": "0.3",
        "newClientOrderId": "atl-e1",
        "newOrderRespType": "FULL",
    }
    assert signed["recvWindow"] == "5000"
    assert int(signed["timestamp"]) == START_MS
    assert (report.state, report.side) == (OrderState.FILLED, Side.BUY)
    assert (report.venue_order_id, report.at) == ("28", MOMENT)
    assert [fill.trade_id for fill in report.fills] == ["56", "57"]
    assert report.fills[1].price == Decimal("100.1")
    assert (report.fills[0].fee, report.fills[0].fee_asset) == (Decimal("0.0001"), "BNB")
    assert report.filled == sum(fill.quantity for fill in report.fills) == Decimal("0.3")


def test_requests_are_signed_with_the_secret_and_name_the_key(lab: Laboratory) -> None:
    lab.server.answer("POST", ORDER, order("atl-e1"))
    lab.venue.send(buying())
    call = lab.server.calls[-1]
    assert call.headers["X-MBX-APIKEY"] == KEY
    unsigned = [f"{k}={v}" for k, v in call.parameters.items() if k != "signature"]
    expected = hmac.new(SECRET.encode(), "&".join(unsigned).encode(), hashlib.sha256)
    assert call.parameters["signature"] == expected.hexdigest()


def test_a_stop_and_a_target_are_sent_once_as_a_pair(lab: Laboratory) -> None:
    stop = resting("atl-s1", 10, transactTime=AT)
    target = resting("atl-t1", 11, type="LIMIT_MAKER", price="120.50", stopPrice=None)
    lab.server.answer("POST", OCO, {"orderListId": 1, "orderReports": [stop, target]})
    reports = lab.venue.protect(protection())
    (sent,) = lab.sent("POST", OCO)
    for name in ("timestamp", "recvWindow", "signature"):
        del sent[name]
    assert sent == {
        "symbol": "BTCUSDT",
        "side": "SELL",
        "quantity": "0.3",
        "listClientOrderId": "atl-p1",
        "aboveClientOrderId": "atl-t1",
        "aboveType": "LIMIT_MAKER",
        "abovePrice": "120.5",
        "belowClientOrderId": "atl-s1",
        "belowType": "STOP_LOSS",
        "belowStopPrice": "90",
        "newOrderRespType": "FULL",
    }
    assert [report.client_id for report in reports] == ["atl-s1", "atl-t1"]
    assert [report.stop_price for report in reports] == [Decimal(90), None]
    assert [report.price for report in reports] == [None, Decimal("120.5")]
    assert all(report.state is OrderState.OPEN for report in reports)


def test_where_stops_can_only_be_limits_the_worst_price_is_sent_beside(lab: Laboratory) -> None:
    lab.server.markets[0]["orderTypes"] = ["MARKET", "LIMIT_MAKER", "STOP_LOSS_LIMIT"]
    lab.server.answer("POST", OCO, {"orderReports": [resting("atl-s1", 1), resting("atl-t1", 2)]})
    lab.venue.protect(protection())
    (sent,) = lab.sent("POST", OCO)
    stop = {name: value for name, value in sent.items() if name.startswith("below")}
    assert stop == {
        "belowClientOrderId": "atl-s1",
        "belowType": "STOP_LOSS_LIMIT",
        "belowStopPrice": "90",
        "belowPrice": "85.5",
        "belowTimeInForce": "GTC",
    }


def test_a_stop_without_a_target_is_a_single_order(lab: Laboratory) -> None:
    lab.server.answer("POST", ORDER, resting("atl-s1", 10))
    (report,) = lab.venue.protect(protection(target=None))
    (sent,) = lab.sent("POST", ORDER)
    assert (sent["type"], sent["stopPrice"], sent["newClientOrderId"]) == (
        "STOP_LOSS",
        "90",
        "atl-s1",
    )
    assert "price" not in sent
    assert (report.client_id, report.state) == ("atl-s1", OrderState.OPEN)


def test_what_a_market_lacks_is_refused_before_anything_is_sent(lab: Laboratory) -> None:
    lab.server.markets[0]["orderTypes"] = ["LIMIT"]
    for refused in (
        lambda: lab.venue.send(buying()),
        lambda: lab.venue.protect(protection()),
        lambda: lab.venue.protect(protection(symbol="ETH/USDT")),  # has no pairs
    ):
        with pytest.raises(OrderRefused, match="binance testnet takes no") as caught:
            refused()
        assert caught.value.refusal is Refusal.NOT_SUPPORTED
    assert {call.method for call in lab.server.calls} == {"GET"}


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN"])
def test_a_quantity_that_is_none_is_not_sent(lab: Laboratory, quantity: str) -> None:
    with pytest.raises(OrderRefused) as caught:
        lab.venue.send(buying(quantity))
    assert caught.value.refusal is Refusal.FILTER
    assert lab.sent("POST", ORDER) == []


def test_a_cancel_by_client_id_and_one_of_a_pair_whose_answer_has_no_id_at_the_top(
    lab: Laboratory,
) -> None:
    alone = resting("cancel-7", 10, origClientOrderId="atl-s1", status="CANCELED")
    lab.server.answer("DELETE", ORDER, alone)
    lab.venue.cancel("BTC/USDT", "atl-s1")
    other = resting("cancel-7", 11, origClientOrderId="atl-t1", status="CANCELED")
    both = {"orderListId": 1, "listOrderStatus": "ALL_DONE", "orderReports": [alone, other]}
    lab.server.answer("DELETE", ORDER, both)
    lab.venue.cancel("BTC/USDT", "atl-t1")
    sent = lab.sent("DELETE", ORDER)
    assert [each["origClientOrderId"] for each in sent] == ["atl-s1", "atl-t1"]


def test_a_cancel_of_an_order_that_does_not_rest_is_an_unknown_order(lab: Laboratory) -> None:
    lab.server.fail(ORDER, Fault(status=400, body={"code": -2011, "msg": "Unknown order sent."}))
    with pytest.raises(OrderRefused) as caught:
        lab.venue.cancel("BTC/USDT", "atl-s1")
    assert caught.value.refusal is Refusal.UNKNOWN_ORDER


def test_an_order_is_asked_for_by_client_id_and_none_is_known_yet(lab: Laboratory) -> None:
    lab.server.fail(ORDER, Fault(status=400, body={"code": -2013, "msg": "Order does not exist."}))
    assert lab.venue.order("BTC/USDT", "atl-e1") is None
    assert len(lab.sent("GET", ORDER)) == 1
    partial = resting("atl-e1", 28, status="PARTIALLY_FILLED", executedQty="0.10000000")
    lab.server.answer("GET", ORDER, partial)
    report = lab.venue.order("BTC/USDT", "atl-e1")
    assert report is not None
    assert (report.state, report.filled) == (OrderState.PARTIAL, Decimal("0.1"))
    assert report.fills == ()


@pytest.mark.parametrize(
    ("status", "filled", "state"),
    [
        ("EXPIRED", "0.1", OrderState.CANCELED),
        ("EXPIRED_IN_MATCH", "0.0", OrderState.CANCELED),
        ("CANCELED", "0.2", OrderState.CANCELED),
        ("REJECTED", "0.0", OrderState.REJECTED),
        ("PENDING_CANCEL", "0.0", OrderState.OPEN),
    ],
)
def test_every_status_is_a_state(
    lab: Laboratory, status: str, filled: str, state: OrderState
) -> None:
    lab.server.answer("GET", ORDER, resting("atl-e1", 28, status=status, executedQty=filled))
    report = lab.venue.order("BTC/USDT", "atl-e1")
    assert report is not None
    assert report.state is state
    assert report.state.is_final == (status != "PENDING_CANCEL")


def test_open_orders_of_strangers_are_listed_as_well(lab: Laboratory) -> None:
    rows = [resting("atl-s1", 10), resting("web_5f", 11, side="BUY", type="LIMIT", price="1.5")]
    lab.server.answer("GET", "/api/v3/openOrders", rows)
    orders = lab.venue.open_orders("BTC/USDT")
    assert [order.client_id for order in orders] == ["atl-s1", "web_5f"]
    assert orders[1].price == Decimal("1.5")
    lab.server.answer("GET", "/api/v3/openOrders", [])
    assert lab.venue.open_orders("BTC/USDT") == []


def test_the_fills_of_an_order_come_oldest_first_page_by_page(lab: Laboratory) -> None:
    rows = [trade(n, 28, "0.00010000", "100.0") for n in range(1, 1501)]

    def page(parameters: dict[str, str]) -> list[Any]:
        first = int(parameters.get("fromId", 0))
        return [row for row in rows if row["id"] >= first][:1000][::-1]

    lab.server.answer("GET", "/api/v3/myTrades", page)
    fills = lab.venue.fills_of("BTC/USDT", "28")
    assert [int(fill.trade_id) for fill in fills] == list(range(1, 1501))
    assert fills[0].side is Side.BUY
    asked = lab.sent("GET", "/api/v3/myTrades")
    assert [each.get("fromId") for each in asked] == [None, "1001"]
    assert {each["orderId"] for each in asked} == {"28"}


def test_balances_are_exact_and_only_what_there_is(lab: Laboratory) -> None:
    rows = [
        {"asset": "USDT", "free": "100.00000001", "locked": "0.5"},
        {"asset": "BTC", "free": "0.00000000", "locked": "0.00000000"},
    ]
    lab.server.answer("GET", "/api/v3/account", {"balances": rows})
    assert lab.venue.balances() == {
        "USDT": Balance(free=Decimal("100.00000001"), locked=Decimal("0.5"))
    }


def test_a_quote_is_the_best_bid_and_ask(lab: Laboratory) -> None:
    ticker = {"symbol": "BTCUSDT", "bidPrice": "99.9", "bidQty": "1", "askPrice": "100.1"}
    lab.server.answer("GET", "/api/v3/ticker/bookTicker", ticker)
    quote = lab.venue.quote("BTC/USDT")
    assert (quote.bid, quote.ask, quote.at) == (Decimal("99.9"), Decimal("100.1"), START)


def test_a_key_tells_what_it_may_do_where_the_exchange_says_so() -> None:
    restrictions = {"enableWithdrawals": True, "enableSpotAndMarginTrading": False}
    path = "/sapi/v1/account/apiRestrictions"
    with laboratory(sandbox=False) as lab:
        lab.server.answer("GET", "/api/v3/account", {"canTrade": True})
        assert lab.venue.key_permissions() == KeyPermissions(trade=True, withdraw=None)
        lab.server.answer("GET", path, restrictions)
        assert lab.venue.key_permissions() == KeyPermissions(trade=False, withdraw=True)
    with laboratory() as lab:  # the testnet has no such path
        lab.server.answer("GET", "/api/v3/account", {"canTrade": True})
        assert lab.venue.key_permissions() == KeyPermissions(trade=True, withdraw=None)
        assert lab.sent("GET", path) == []


def test_rules_are_kept_until_they_are_reloaded(lab: Laboratory) -> None:
    assert lab.venue.rules("BTC/USDT").least_notional == Decimal(5)
    lab.server.markets[0]["filters"][2]["minNotional"] = "10.0"
    assert lab.venue.rules("BTC/USDT").least_notional == Decimal(5)
    lab.venue.reload_rules()
    assert lab.venue.rules("BTC/USDT").least_notional == Decimal(10)
    assert len(lab.server.asked("/api/v3/exchangeInfo")) == 2
    with pytest.raises(MarketDataError, match=r"does not have this symbol .*: NOPE/USDT"):
        lab.venue.rules("NOPE/USDT")


SENDING: list[tuple[str, Callable[[Laboratory], Any]]] = [
    (ORDER, lambda lab: lab.venue.send(buying())),
    (OCO, lambda lab: lab.venue.protect(protection())),
    (ORDER, lambda lab: lab.venue.protect(protection(target=None))),
    (ORDER, lambda lab: lab.venue.cancel("BTC/USDT", "atl-s1")),
]


def sent_to(lab: Laboratory, path: str) -> int:
    return len(lab.server.asked(path))


@pytest.mark.parametrize(("path", "send"), SENDING)
@pytest.mark.parametrize(
    "fault",
    [
        Fault(delay_seconds=1.3),
        Fault(hang_up=True),
        Fault(body=order("atl-e1"), cut=True),
        Fault(status=500, body={"code": -1000, "msg": "An unknown error occurred."}),
        Fault(status=400, body={"code": -1001, "msg": "Internal error"}),
        Fault(status=400, body={"code": -1006, "msg": "An unexpected response was received"}),
        Fault(status=504, body={"code": -1007, "msg": "Timeout waiting for response"}),
        Fault(status=502, body="<html>502 Bad Gateway</html>"),
        Fault(status=403, body="<html>blocked</html>"),
        Fault(status=302, headers={"Location": "http://127.0.0.1:9/elsewhere"}),
        Fault(body=""),
        Fault(body="{}"),
        Fault(body="[]"),
        Fault(body="null"),
        Fault(body="certainly not JSON"),
        Fault(body=order("another-order")),
        Fault(body=order("atl-e1", symbol="ETHUSDT")),
        Fault(body=order("atl-e1", executedQty="garbled")),
    ],
)
def test_where_it_may_have_been_carried_out_the_end_is_unknown_and_nothing_is_sent_again(
    lab: Laboratory, path: str, send: Callable[[Laboratory], Any], fault: Fault
) -> None:
    lab.server.fail(path, fault)
    with pytest.raises(OutcomeUnknown, match="binance may have done it or not") as caught:
        send(lab)
    assert "\n" not in str(caught.value)
    assert sent_to(lab, path) == 1


@pytest.mark.parametrize(("path", "send"), SENDING)
def test_a_refusal_is_certain_and_says_why(
    lab: Laboratory, path: str, send: Callable[[Laboratory], Any]
) -> None:
    lab.server.fail(path, Fault(status=400, body=REFUSED))
    with pytest.raises(OrderRefused, match="insufficient balance") as caught:
        send(lab)
    assert caught.value.refusal is Refusal.INSUFFICIENT_BALANCE
    assert sent_to(lab, path) == 1


def test_a_refusal_with_status_200_is_one_too(lab: Laboratory) -> None:
    lab.server.fail(ORDER, Fault(body=REFUSED))
    with pytest.raises(OrderRefused):
        lab.venue.send(buying())


def test_a_key_that_was_accepted_and_is_refused_then_is_no_ban(lab: Laboratory) -> None:
    lab.server.answer("GET", "/api/v3/account", {"balances": []})
    lab.venue.balances()
    body = {"code": -2015, "msg": "Invalid API-key, IP, or permissions for action."}
    lab.server.fail(ORDER, Fault(status=401, body=body))
    lab.server.fail("/api/v3/account", Fault(status=401, body=body))
    with pytest.raises(OrderRefused) as caught:
        lab.venue.send(buying())
    assert caught.value.refusal is Refusal.PERMISSION
    with pytest.raises(ExchangeError, match="did not accept the API key") as asked:
        lab.venue.balances()
    assert not isinstance(asked.value, ExchangeUnavailable)
    assert lab.silences == []


def test_a_401_without_a_word_is_a_matter_of_the_key(lab: Laboratory) -> None:
    lab.server.fail(ORDER, Fault(status=401, body=""))
    with pytest.raises(OrderRefused) as caught:
        lab.venue.send(buying())
    assert caught.value.refusal is Refusal.PERMISSION


def test_a_connection_that_cannot_be_opened_sent_nothing(lab: Laboratory) -> None:
    lab.venue.rules("BTC/USDT")
    lab.venue.now()
    with BinanceServer(now=START_MS) as gone:
        address = gone.url
    urls = lab.session.exchange.urls["api"]
    lab.session.exchange.urls["api"] = {name: f"{address}/api/v3" for name in urls}
    with pytest.raises(ExchangeUnavailable, match="nothing was sent") as caught:
        lab.venue.send(buying())
    assert not isinstance(caught.value, OutcomeUnknown)


def test_a_market_that_was_halted_is_asked_for_again_after_a_minute(lab: Laboratory) -> None:
    def state(status: str) -> None:
        markets = [market | {"status": status} for market in lab.server.markets]
        info = {"serverTime": START_MS, "rateLimits": [], "symbols": markets}
        lab.server.answer("GET", "/api/v3/exchangeInfo", info)

    state("BREAK")
    for _ in range(3):
        with pytest.raises(MarketDataError, match="not traded"):
            lab.venue.rules("BTC/USDT")
    state("TRADING")
    with pytest.raises(MarketDataError, match="not traded"):
        lab.venue.rules("BTC/USDT")
    assert len(lab.sent("GET", "/api/v3/exchangeInfo")) == 1
    lab.seconds += 60
    assert lab.venue.rules("BTC/USDT").base == "BTC"


def test_a_request_refused_for_its_time_is_sent_once_more_with_the_clock_set_anew(
    lab: Laboratory,
) -> None:
    lab.venue.advance()
    lab.server.now += 20_000  # the exchange's clock was set forward
    late = {"code": -1021, "msg": "Timestamp for this request is outside of the recvWindow."}
    lab.server.answer("POST", ORDER, order("atl-e1"))
    lab.server.fail(ORDER, Fault(status=400, body=late))
    assert lab.venue.send(buying()).state is OrderState.FILLED
    stamps = [int(each["timestamp"]) for each in lab.sent("POST", ORDER)]
    assert stamps == [START_MS, START_MS + 20_000]
    assert lab.venue.clock_error == pytest.approx(20.0)


def test_a_second_refusal_for_its_time_is_told(lab: Laboratory) -> None:
    late = Fault(status=400, body={"code": -1021, "msg": "Timestamp ... ahead"})
    lab.server.fail(ORDER, late, late)
    with pytest.raises(OrderRefused) as caught:
        lab.venue.send(buying())
    assert caught.value.refusal is Refusal.CLOCK
    assert len(lab.sent("POST", ORDER)) == 2


def test_a_signed_question_is_asked_again_with_the_clock_set_anew(lab: Laboratory) -> None:
    lab.server.answer("GET", "/api/v3/account", {"balances": []})
    lab.server.fail("/api/v3/account", Fault(status=400, body={"code": -1021, "msg": "late"}))
    assert lab.venue.balances() == {}
    assert len(lab.server.asked(TIME)) == 2
    assert lab.slept == []


@pytest.mark.parametrize(("path", "send"), SENDING)
def test_an_order_that_meets_the_rate_limit_never_arrived_and_silence_begins(
    lab: Laboratory, path: str, send: Callable[[Laboratory], Any]
) -> None:
    body = {"code": -1015, "msg": "Too many new orders; current limit is 50 orders per 10 SECOND."}
    lab.server.fail(path, Fault(status=429, body=body, headers={"Retry-After": "7"}))
    with pytest.raises(RateLimited):
        send(lab)
    assert lab.silences == [START + timedelta(seconds=7)]
    count = len(lab.server.calls)
    with pytest.raises(RateLimited, match="nothing is sent for another 7 s"):
        send(lab)
    assert len(lab.server.calls) == count


def test_another_exchange_takes_no_orders_since_nobody_tried_it() -> None:
    with pytest.raises(ConfigError, match="orders go to binance so far, was EXCHANGE_ID=kraken"):
        BinanceVenue(CcxtSession("kraken"))


GARBLED = ["", "{}", "null", '"x"', "7", "<html>", '{"balances": {}}', "[[]]", "[7]"]
QUESTIONS: list[tuple[str, Callable[[Laboratory], Any]]] = [
    ("/api/v3/account", lambda lab: lab.venue.balances()),
    ("/api/v3/account", lambda lab: lab.venue.key_permissions()),
    (ORDER, lambda lab: lab.venue.order("BTC/USDT", "atl-e1")),
    ("/api/v3/openOrders", lambda lab: lab.venue.open_orders("BTC/USDT")),
    ("/api/v3/myTrades", lambda lab: lab.venue.fills_of("BTC/USDT", "28")),
    ("/api/v3/ticker/bookTicker", lambda lab: lab.venue.quote("BTC/USDT")),
]


@pytest.mark.parametrize(("path", "ask"), QUESTIONS)
@pytest.mark.parametrize("body", GARBLED)
def test_a_garbled_answer_to_a_question_is_none_and_never_an_empty_one(
    lab: Laboratory, path: str, ask: Callable[[Laboratory], Any], body: str
) -> None:
    lab.server.fail(path, *[Fault(body=body)] * 3)
    with pytest.raises(ExchangeUnavailable, match="binance") as caught:
        ask(lab)
    assert not isinstance(caught.value, OutcomeUnknown)
    assert sent_to(lab, path) == 3


@pytest.mark.parametrize(
    "row",
    [
        order("atl-e1", status="ODD"),
        order("atl-e1", executedQty="0.4"),
        order("atl-e1", executedQty="0.2"),
        order("atl-e1", origQty=0.3),
        order("atl-e1", orderId="28"),
        order("atl-e1", side="SIDEWAYS"),
        order("atl-e1", fills=[execution(1, "0.3", "0")]),
        order("atl-e2"),
    ],
)
def test_an_order_that_contradicts_itself_is_no_answer(lab: Laboratory, row: Any) -> None:
    lab.server.answer("GET", ORDER, row)
    with pytest.raises(ExchangeUnavailable, match="cannot be understood"):
        lab.venue.order("BTC/USDT", "atl-e1")


def test_fills_that_are_not_all_of_an_order_are_left_to_be_asked_for(lab: Laboratory) -> None:
    lab.server.answer("POST", ORDER, order("atl-e1", fills=[execution(56, "0.1", "100.0")]))
    report = lab.venue.send(buying())
    assert (report.state, report.fills) == (OrderState.FILLED, ())
