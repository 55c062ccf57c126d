"""Two orders of which one cancels the other."""

from decimal import Decimal

import pytest

from bot.programs.exchange_simulator.matching import (
    MatchingEngine,
    NewOrder,
    NewOrderList,
    OrderSide,
    OrderStatus,
    OrderType,
    PriceLeg,
    Refusal,
    TradingTerms,
    rules_for,
)
from bot.programs.exchange_simulator.matching.execution import PartialFill
from bot.programs.exchange_simulator.matching.prices import MarketView

D = Decimal
NOW = MarketView(last=D(100), average=D(100), now=0)


def engine() -> MatchingEngine:
    rules = {"BTCUSDT": rules_for("BTC/USDT", D(100), 2)}
    return MatchingEngine(rules, {"USDT": D(1000), "BTC": D(1)}, TradingTerms())


def leg(kind: OrderType, side: OrderSide, price: str | None, stop: str | None) -> NewOrder:
    return NewOrder(
        symbol="BTCUSDT",
        side=side,
        type=kind,
        quantity=D(1),
        price=None if price is None else D(price),
        stop_price=None if stop is None else D(stop),
    )


def pair(side: OrderSide = OrderSide.SELL, target: str = "110", stop: str = "90") -> NewOrderList:
    limit = leg(OrderType.LIMIT_MAKER, side, target, None)
    loss = leg(OrderType.STOP_LOSS, side, None, stop)
    sells = side is OrderSide.SELL
    return NewOrderList(above=limit if sells else loss, below=loss if sells else limit)


def move(market: MatchingEngine, end: str) -> None:
    path = PriceLeg(symbol="BTCUSDT", begin=0, finish=1000, start=D(100), end=D(end))
    market.move(path, 0, 1000)


def test_both_orders_hold_the_same_money_once():
    market = engine()
    market.place_list(pair(), NOW)
    balance = market.ledger.balance("BTC")
    assert (balance.free, balance.locked) == (0, 1)


@pytest.mark.parametrize(("end", "filled"), [("80", "STOP_LOSS"), ("120", "LIMIT_MAKER")])
def test_the_order_that_fills_lets_the_other_one_expire(end: str, filled: str):
    market = engine()
    stop, limit = market.place_list(pair(), NOW).orders
    move(market, end)
    done = {order.type.value: order.status for order in (stop, limit)}
    assert done.pop(filled) is OrderStatus.FILLED
    assert list(done.values()) == [OrderStatus.EXPIRED]
    assert market.ledger.balance("BTC").locked == 0


def test_a_partial_fill_of_the_target_takes_the_stop_away_as_the_exchange_does():
    market = engine()
    placed = market.place_list(pair(), NOW)
    market.executions.partial_fills["BTCUSDT"] = [PartialFill(share=D("0.4"))]
    move(market, "120")
    stop, limit = placed.orders
    assert (stop.status, limit.status) == (OrderStatus.EXPIRED, OrderStatus.PARTIALLY_FILLED)
    assert placed.is_open
    assert market.ledger.balance("BTC").locked == D("0.6")


def test_cancelling_one_cancels_both():
    market = engine()
    stop, limit = market.place_list(pair(), NOW).orders
    market.cancel(limit, 5)
    assert stop.status is limit.status is OrderStatus.CANCELED
    assert market.ledger.balance("BTC").free == 1


def test_a_pair_that_buys_has_its_stop_above():
    market = engine()
    _, limit = market.place_list(pair(OrderSide.BUY, target="90", stop="110"), NOW).orders
    assert market.ledger.balance("USDT").locked == 110
    move(market, "80")
    assert limit.status is OrderStatus.FILLED
    assert market.ledger.balance("USDT").free == 910


@pytest.mark.parametrize(
    ("above", "below", "words"),
    [
        ("LIMIT_MAKER", "LIMIT_MAKER", "-1168 At least one OCO order must be contingent."),
        ("LIMIT", "STOP_LOSS", "-1158 Order type not supported in OCO."),
        ("STOP_LOSS", "LIMIT_MAKER", "-1166 A limit order in a sell OCO must be above."),
        ("STOP_LOSS", "STOP_LOSS", "-1197 A stop loss order in a sell OCO must be below."),
        ("LIMIT_MAKER", "TAKE_PROFIT", "-1199 A take profit order in a sell OCO must be above."),
    ],
)
def test_pairs_that_make_no_sense_are_refused(above: str, below: str, words: str):
    sell = OrderSide.SELL
    wrong = NewOrderList(
        above=leg(OrderType(above), sell, "110", "110"),
        below=leg(OrderType(below), sell, "90", "90"),
    )
    with pytest.raises(Refusal) as refusal:
        engine().place_list(wrong, NOW)
    assert str(refusal.value) == words


def test_prices_on_the_wrong_side_are_refused():
    with pytest.raises(Refusal, match="The relationship of the prices"):
        engine().place_list(pair(target="99", stop="90"), NOW)
