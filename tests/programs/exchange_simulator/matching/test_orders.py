"""Single orders: when they fill, at what price, for which fee, and what the account has then."""

from decimal import Decimal

import pytest

from bot.programs.exchange_simulator.matching import (
    MarketView,
    MatchingEngine,
    NewOrder,
    OrderSide,
    OrderStatus,
    OrderType,
    PriceLeg,
    Refusal,
    TimeInForce,
    TradingTerms,
    rules_for,
)
from bot.programs.exchange_simulator.matching.execution import PartialFill

D = Decimal
BUY, SELL = OrderSide.BUY, OrderSide.SELL


def engine(terms: TradingTerms | None = None, **balances: str) -> MatchingEngine:
    rules = rules_for("BTC/USDT", D(100), 2)
    money = {asset: D(amount) for asset, amount in (balances or {"USDT": "1000"}).items()}
    return MatchingEngine({"BTCUSDT": rules}, money, terms or TradingTerms())


def at(price: str, now: int = 0) -> MarketView:
    return MarketView(last=D(price), average=D(price), now=now)


def new(side: OrderSide, kind: OrderType, quantity: str, **prices: str) -> NewOrder:
    amounts = {name: D(price) for name, price in prices.items()}
    return NewOrder(symbol="BTCUSDT", side=side, type=kind, quantity=D(quantity), **amounts)


def leg(start: str, end: str, begin: int = 0, finish: int = 1000) -> PriceLeg:
    return PriceLeg(symbol="BTCUSDT", begin=begin, finish=finish, start=D(start), end=D(end))


def move(market: MatchingEngine, start: str, end: str) -> None:
    market.move(leg(start, end), 0, 1000)


def has(market: MatchingEngine, asset: str) -> tuple[Decimal, Decimal]:
    balance = market.ledger.balance(asset)
    return balance.free, balance.locked


def refused(market: MatchingEngine, order: NewOrder, price: str = "100") -> str:
    with pytest.raises(Refusal) as refusal:
        market.place(order, at(price))
    return str(refusal.value)


def test_a_market_buy_pays_its_fee_in_what_it_buys():
    market = engine()
    order = market.place(new(BUY, OrderType.MARKET, "2"), at("100"))
    assert order.status is OrderStatus.FILLED
    assert has(market, "USDT") == (D(800), 0)
    assert has(market, "BTC") == (D("1.998"), 0)


def test_a_market_sell_pays_its_fee_in_what_it_gets():
    market = engine(BTC="2")
    market.place(new(SELL, OrderType.MARKET, "2"), at("100"))
    assert has(market, "USDT") == (D("199.8"), 0)


def test_a_market_order_of_quote_buys_whole_steps_only():
    market = engine()
    order = market.place(
        NewOrder(symbol="BTCUSDT", side=BUY, type=OrderType.MARKET, quote_quantity=D("99.99")),
        at("100"),
    )
    assert order.executed == D("0.999")


def test_spread_and_slippage_worsen_what_takes():
    terms = TradingTerms(spread=D("0.02"), slippage=D("0.01"))
    market = engine(terms, USDT="1000", BTC="1")
    bought = market.place(new(BUY, OrderType.MARKET, "1"), at("100"))
    sold = market.place(new(SELL, OrderType.MARKET, "1"), at("100"))
    assert bought.fills[0].price == D("102.01")
    assert sold.fills[0].price == D("98.01")


def test_fees_in_bnb_are_a_quarter_lower_while_there_is_enough_of_it():
    market = engine(TradingTerms(fees_in_bnb=True), USDT="1000", BNB="0.0005")
    first = market.place(new(BUY, OrderType.MARKET, "2"), at("100")).fills[0]
    second = market.place(new(BUY, OrderType.MARKET, "2"), at("100")).fills[0]
    third = market.place(new(BUY, OrderType.MARKET, "2"), at("100")).fills[0]
    assert (first.commission, first.commission_asset) == (D("0.00025"), "BNB")
    assert second.commission_asset == "BNB"
    assert (third.commission, third.commission_asset) == (D("0.002"), "BTC")


def test_a_resting_limit_fills_at_its_own_price_as_a_maker():
    market = engine(TradingTerms(maker_fee=D(0)))
    order = market.place(new(BUY, OrderType.LIMIT, "1", price="90"), at("100"))
    assert has(market, "USDT") == (D(910), D(90))
    move(market, "100", "80")
    assert order.fills[0].price == D(90)
    assert (order.fills[0].is_maker, order.fills[0].time) == (True, 500)
    assert has(market, "USDT") == (D(910), 0)
    assert has(market, "BTC") == (D(1), 0)


def test_a_limit_that_takes_gets_the_better_price_and_the_rest_of_its_money_back():
    market = engine()
    order = market.place(new(BUY, OrderType.LIMIT, "1", price="110"), at("100"))
    assert order.fills[0].price == D(100)
    assert has(market, "USDT") == (D(900), 0)


def test_an_order_that_must_fill_now_expires_where_its_price_is_not_there():
    market = engine()
    order = NewOrder(
        symbol="BTCUSDT",
        side=BUY,
        type=OrderType.LIMIT,
        quantity=D(1),
        price=D(90),
        time_in_force=TimeInForce.IOC,
    )
    assert market.place(order, at("100")).status is OrderStatus.EXPIRED
    assert has(market, "USDT") == (D(1000), 0)


def test_a_stop_fills_at_its_price_where_the_price_passes_it():
    market = engine(BTC="1")
    order = market.place(new(SELL, OrderType.STOP_LOSS, "1", stop_price="90"), at("100"))
    assert not order.is_working
    move(market, "100", "80")
    assert (order.fills[0].price, order.fills[0].time) == (D(90), 500)


def test_a_stop_gapped_through_fills_where_the_price_is_then():
    market = engine(BTC="1")
    order = market.place(new(SELL, OrderType.STOP_LOSS, "1", stop_price="90"), at("100"))
    market.move(leg("85", "85", 5, 5), 0, 5)
    assert order.fills[0].price == D(85)


def test_a_stop_with_a_limit_rests_where_the_price_fell_through_the_limit():
    market = engine(BTC="1")
    order = market.place(
        new(SELL, OrderType.STOP_LOSS_LIMIT, "1", stop_price="90", price="89"), at("100")
    )
    market.move(leg("85", "85", 5, 5), 0, 5)
    assert (order.status, order.is_working) == (OrderStatus.NEW, True)
    market.move(leg("85", "95", 5, 1005), 5, 1005)
    assert order.fills[0].price == D(89)


def test_a_stop_that_is_reached_already_is_refused():
    wrong = new(SELL, OrderType.STOP_LOSS, "1", stop_price="100")
    assert refused(engine(BTC="1"), wrong) == "-2010 Order would trigger immediately."


def test_a_maker_that_would_take_is_refused():
    wrong = new(BUY, OrderType.LIMIT_MAKER, "1", price="100")
    assert refused(engine(), wrong) == "-2010 Order would immediately match and take."


def test_what_the_account_does_not_have_is_refused_and_changes_nothing():
    market = engine()
    words = "-2010 Account has insufficient balance for requested action."
    assert refused(market, new(BUY, OrderType.MARKET, "11")) == words
    assert market.book.orders == {}
    assert has(market, "USDT") == (D(1000), 0)


def test_moving_in_two_steps_is_moving_in_one():
    fills = []
    for steps in ([1000], [1, 400, 500, 501, 1000]):
        market = engine(BTC="3")
        for stop in ("90", "95", "85.5"):
            market.place(new(SELL, OrderType.STOP_LOSS, "1", stop_price=stop), at("100"))
        begin = 0
        for finish in steps:
            market.move(leg("100", "80"), begin, finish)
            begin = finish
        fills.append([(each.order_id, each.price, each.time) for each in market.executions.fills])
    assert fills[0] == fills[1] == [(2, D(95), 250), (1, D(90), 500), (3, D("85.5"), 725)]


def test_a_partial_fill_rests_until_its_time_and_fills_then():
    market = engine()
    order = market.place(new(BUY, OrderType.LIMIT, "1", price="90"), at("100"))
    market.executions.partial_fills["BTCUSDT"] = [PartialFill(share=D("0.25"), rest_ms=300)]
    move(market, "100", "80")
    assert [(each.quantity, each.time) for each in order.fills] == [
        (D("0.25"), 500),
        (D("0.75"), 800),
    ]


def test_a_partly_filled_order_that_is_cancelled_keeps_what_it_bought():
    market = engine()
    order = market.place(new(BUY, OrderType.LIMIT, "1", price="90"), at("100"))
    market.executions.partial_fills["BTCUSDT"] = [PartialFill(share=D("0.25"))]
    move(market, "100", "80")
    assert order.status is OrderStatus.PARTIALLY_FILLED
    market.cancel(order, 1000)
    assert (order.status, order.executed) == (OrderStatus.CANCELED, D("0.25"))
    assert has(market, "USDT") == (D("977.5"), 0)


def test_a_market_order_that_finds_too_little_expires_with_what_it_got():
    market = engine()
    market.executions.partial_fills["BTCUSDT"] = [PartialFill(share=D("0.5"))]
    order = market.place(new(BUY, OrderType.MARKET, "2"), at("100"))
    assert (order.status, order.executed) == (OrderStatus.EXPIRED, D(1))
    assert has(market, "USDT") == (D(900), 0)
