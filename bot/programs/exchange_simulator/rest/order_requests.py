"""New orders and order lists read from a request, with everything that is refused about them."""

from decimal import Decimal

from bot.programs.exchange_simulator.matching import (
    NewOrder,
    NewOrderList,
    OrderSide,
    OrderType,
    Refusal,
    SymbolRules,
    TimeInForce,
    rejected,
)
from bot.programs.exchange_simulator.rest.parameters import Parameters, missing, not_required

_LABELS = ("strategyId", "strategyType", "selfTradePreventionMode", "computeCommissionRates")


def read_order(given: Parameters, rules: SymbolRules) -> NewOrder:
    """The order that POST /api/v3/order asks for."""
    side, kind = _side(given), _type(given, "type")
    quantity, quote_quantity = given.amount("quantity"), given.amount("quoteOrderQty")
    _refuse_amounts(kind, quantity, quote_quantity)
    client_id = given.client_id("newClientOrderId")
    order = _leg(given, rules, side, kind, quantity, client_id, _PLAIN, quote_quantity)
    response_style(given, kind)
    given.refuse_others(*_LABELS)
    return order


def read_list(given: Parameters, rules: SymbolRules) -> NewOrderList:
    """The pair that POST /api/v3/orderList/oco asks for."""
    side, quantity = _side(given), _quantity(given)
    legs = [
        _leg(
            given,
            rules,
            side,
            _type(given, f"{where}Type"),
            quantity,
            given.client_id(f"{where}ClientOrderId"),
            (f"{where}Price", f"{where}StopPrice", f"{where}TimeInForce"),
        )
        for where in ("above", "below")
    ]
    pair = NewOrderList(
        above=legs[0], below=legs[1], client_id=given.client_id("listClientOrderId")
    )
    given.text("newOrderRespType")
    places = ("above", "below")
    labels = [f"{each}Strategy{what}" for each in places for what in ("Id", "Type")]
    given.refuse_others("selfTradePreventionMode", *labels)
    return pair


def read_older_list(given: Parameters, rules: SymbolRules) -> NewOrderList:
    """The pair that the older POST /api/v3/order/oco asks for."""
    side, quantity = _side(given), _quantity(given)
    limits_stop = given.text("stopLimitPrice") is not None
    kind = OrderType.STOP_LOSS_LIMIT if limits_stop else OrderType.STOP_LOSS
    names = ("stopLimitPrice", "stopPrice", "stopLimitTimeInForce")
    stop = _leg(given, rules, side, kind, quantity, given.client_id("stopClientOrderId"), names)
    maker, maker_id = OrderType.LIMIT_MAKER, given.client_id("limitClientOrderId")
    limit = _leg(given, rules, side, maker, quantity, maker_id, ("price", "-", "-"))
    above, below = (limit, stop) if side is OrderSide.SELL else (stop, limit)
    given.text("newOrderRespType")
    return NewOrderList(above=above, below=below, client_id=given.client_id("listClientOrderId"))


def response_style(given: Parameters, kind: OrderType) -> str:
    """ACK, RESULT or FULL: what was asked for, or what the exchange answers by default."""
    style = given.text("newOrderRespType")
    if style not in (None, "ACK", "RESULT", "FULL"):
        raise Refusal(-1130, "Data sent for parameter 'newOrderRespType' is not valid.")
    return style or ("FULL" if kind in (OrderType.MARKET, OrderType.LIMIT) else "ACK")


_PLAIN = ("price", "stopPrice", "timeInForce")


def _leg(
    given: Parameters,
    rules: SymbolRules,
    side: OrderSide,
    kind: OrderType,
    quantity: Decimal | None,
    client_id: str | None,
    names: tuple[str, str, str],
    quote_quantity: Decimal | None = None,
) -> NewOrder:
    """One order whose price, stop price and time in force have these names in the request."""
    return NewOrder(
        symbol=rules.name,
        side=side,
        type=kind,
        quantity=quantity,
        quote_quantity=quote_quantity,
        price=_price(given, names[0], needed=kind.has_price),
        stop_price=_stop_price(given, names[1], needed=kind.is_conditional),
        time_in_force=_time_in_force(given, names[2], kind),
        client_id=client_id,
    )


def _price(given: Parameters, name: str, *, needed: bool) -> Decimal | None:
    price = given.amount(name)
    if needed and price is None:
        raise missing(name)
    if price is not None and not needed:
        raise not_required(name)
    return price


def _stop_price(given: Parameters, name: str, *, needed: bool) -> Decimal | None:
    if given.text(name.replace("stopPrice", "trailingDelta").replace("StopPrice", "TrailingDelta")):
        raise rejected("Trailing stop orders are not supported for this symbol.")
    return _price(given, name, needed=needed)


def _time_in_force(given: Parameters, name: str, kind: OrderType) -> TimeInForce:
    force = given.choice(name, TimeInForce, -1115, "Invalid timeInForce.")
    if kind.states_time_in_force and force is None:
        raise missing(name)
    if force is not None and not kind.states_time_in_force:
        raise not_required(name)
    return force or TimeInForce.GTC


def _side(given: Parameters) -> OrderSide:
    given.needed("side")
    side = given.choice("side", OrderSide, -1117, "Invalid side.")
    return side or OrderSide.BUY


def _type(given: Parameters, name: str) -> OrderType:
    given.needed(name)
    kind = given.choice(name, OrderType, -1116, "Invalid orderType.")
    return kind or OrderType.MARKET


def _refuse_amounts(
    kind: OrderType, quantity: Decimal | None, quote_quantity: Decimal | None
) -> None:
    """At the market one of both amounts is needed, and elsewhere the quantity alone."""
    if kind is not OrderType.MARKET:
        if quote_quantity is not None:
            raise not_required("quoteOrderQty")
        if quantity is None:
            raise missing("quantity")
    elif quantity is None and quote_quantity is None:
        words = "Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!"
        raise Refusal(-1102, words)
    elif quantity is not None and quote_quantity is not None:
        raise Refusal(-1128, "Combination of optional parameters invalid.")


def _quantity(given: Parameters) -> Decimal:
    quantity = given.amount("quantity")
    if quantity is None:
        raise missing("quantity")
    return quantity
