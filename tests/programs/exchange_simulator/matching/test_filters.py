"""What the rules of a symbol refuse, and which rules a symbol gets."""

from decimal import Decimal

import pytest

from bot.programs.exchange_simulator.matching import (
    NewOrder,
    OrderSide,
    OrderType,
    Refusal,
    rules_for,
)

D = Decimal
RULES = rules_for("BTC/USDT", D(100), 2)


@pytest.mark.parametrize(
    ("price", "quantity", "broken"),
    [
        ("100.001", "1", "PRICE_FILTER"),
        ("2000000", "1", "PRICE_FILTER"),
        ("501", "1", "PERCENT_PRICE_BY_SIDE"),
        ("19.99", "1", "PERCENT_PRICE_BY_SIDE"),
        ("100", "0.0001", "LOT_SIZE"),
        ("100", "1.0001", "LOT_SIZE"),
        ("100", "10000000", "LOT_SIZE"),
        ("100", "0.049", "NOTIONAL"),
        ("100", "100000", "NOTIONAL"),
    ],
)
def test_a_limit_order_outside_of_a_filter_is_refused_by_its_name(
    price: str, quantity: str, broken: str
):
    order = NewOrder(
        symbol="BTCUSDT",
        side=OrderSide.BUY,
        type=OrderType.LIMIT,
        quantity=D(quantity),
        price=D(price),
    )
    with pytest.raises(Refusal) as refusal:
        RULES.check(order, average=D(100))
    assert str(refusal.value) == f"-1013 Filter failure: {broken}"


def test_a_market_order_is_held_to_the_average_price_and_its_own_largest_lot():
    def market(quantity: str) -> NewOrder:
        kind = OrderType.MARKET
        return NewOrder(symbol="BTCUSDT", side=OrderSide.BUY, type=kind, quantity=D(quantity))

    RULES.check(market("0.05"), average=D(100))
    with pytest.raises(Refusal, match="NOTIONAL"):
        RULES.check(market("0.05"), average=D("99.99"))
    with pytest.raises(Refusal, match="MARKET_LOT_SIZE"):
        RULES.check(market("1000001"), average=D(100))


def test_open_orders_are_limited_by_kind():
    for counts, name in (
        ((201, 0, 0), "ORDERS"),
        ((6, 6, 0), "ALGO_ORDERS"),
        ((2, 1, 21), "LISTS"),
    ):
        with pytest.raises(Refusal, match=name):
            RULES.check_counts(*counts)


@pytest.mark.parametrize(
    ("price", "decimals", "tick", "step"),
    [
        ("60000", 2, "0.01", "0.00001"),
        ("3000", 2, "0.01", "0.0001"),
        ("150", 2, "0.01", "0.001"),
        ("2.5", 4, "0.0001", "0.1"),
        ("0.2", 5, "0.00001", "1"),
        ("3000", 3, "0.001", "0.0001"),
    ],
)
def test_tick_and_step_are_those_that_such_a_price_has_on_the_exchange(
    price: str, decimals: int, tick: str, step: str
):
    rules = rules_for("XYZ/USDT", D(price), decimals)
    assert (rules.tick, rules.step) == (D(tick), D(step))
