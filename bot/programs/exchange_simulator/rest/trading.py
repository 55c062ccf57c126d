"""Endpoints that place, cancel and show orders."""

from typing import Any

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.matching import (
    NewOrderList,
    Order,
    OrderList,
    Refusal,
    SymbolRules,
)
from bot.programs.exchange_simulator.rest import order_payloads as payloads
from bot.programs.exchange_simulator.rest.order_requests import (
    read_list,
    read_older_list,
    read_order,
    response_style,
)
from bot.programs.exchange_simulator.rest.parameters import Parameters

_NO_SUCH_ORDER = Refusal(-2013, "Order does not exist.")


def rules_of(exchange: SimulatedExchange, given: Parameters) -> SymbolRules:
    """The rules of the symbol that a request must name."""
    rules = exchange.market.rules.get(given.needed("symbol"))
    if rules is None:
        raise Refusal(-1121, "Invalid symbol.")
    return rules


def place_order(exchange: SimulatedExchange, given: Parameters) -> Any:
    """POST /api/v3/order."""
    rules = rules_of(exchange, given)
    new = read_order(given, rules)
    exchange.limits.use_orders(1, exchange.clock.client_seconds())
    order = exchange.engine.place(new, exchange.view(rules.name))
    return payloads.new_order(order, response_style(given, new.type))


def try_order(exchange: SimulatedExchange, given: Parameters) -> Any:
    """POST /api/v3/order/test."""
    rules = rules_of(exchange, given)
    exchange.engine.check(read_order(given, rules), exchange.view(rules.name))
    return {}


def place_list(exchange: SimulatedExchange, given: Parameters) -> Any:
    """POST /api/v3/orderList/oco."""
    rules = rules_of(exchange, given)
    return _placed_list(exchange, given, rules, read_list(given, rules))


def place_older_list(exchange: SimulatedExchange, given: Parameters) -> Any:
    """POST /api/v3/order/oco."""
    rules = rules_of(exchange, given)
    return _placed_list(exchange, given, rules, read_older_list(given, rules))


def show_order(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/order."""
    order = _asked_order(exchange, given)
    if order is None:
        raise _NO_SUCH_ORDER
    return payloads.queried_order(order)


def cancel_order(exchange: SimulatedExchange, given: Parameters) -> Any:
    """DELETE /api/v3/order; where it is in a list, the answer is the list's."""
    order = _asked_order(exchange, given)
    canceled = exchange.engine.cancel(order, exchange.now)
    return _canceled(exchange, canceled, _cancel_id(exchange, given))


def cancel_all(exchange: SimulatedExchange, given: Parameters) -> Any:
    """DELETE /api/v3/openOrders."""
    orders = exchange.engine.book.open(rules_of(exchange, given).name)
    if not orders:
        raise Refusal(-2011, "Unknown order sent.")
    cancel_id = _cancel_id(exchange, given)
    return [
        _canceled(exchange, exchange.engine.cancel(order, exchange.now), cancel_id)
        for order in orders
        if order.status.is_open
    ]


def show_open_orders(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/openOrders, of one symbol or of all."""
    name = None if given.text("symbol") is None else rules_of(exchange, given).name
    return [payloads.queried_order(each) for each in exchange.engine.book.open(name)]


def show_all_orders(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/allOrders."""
    name, limit = rules_of(exchange, given).name, given.limit()
    first, start, end = given.whole("orderId"), given.whole("startTime"), given.whole("endTime")
    orders = [
        order
        for order in exchange.engine.book.orders.values()
        if order.symbol == name
        and order.id >= (first or 0)
        and (start or 0) <= order.created <= (order.created if end is None else end)
    ]
    chosen = orders[-limit:] if first is None and start is None else orders[:limit]
    return [payloads.queried_order(order) for order in chosen]


def show_list(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/orderList."""
    book = exchange.engine.book
    pair = book.find_list(given.whole("orderListId"), given.text("origClientOrderId"))
    if pair is None:
        raise Refusal(-2018, "Order list does not exist.")
    return payloads.order_list(pair, pair.created)


def show_open_lists(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/openOrderList."""
    pairs = exchange.engine.book.open_lists()
    return [payloads.order_list(each, each.created) for each in pairs]


def show_all_lists(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/allOrderList."""
    pairs = list(exchange.engine.book.lists.values())[-given.limit() :]
    return [payloads.order_list(each, each.created) for each in pairs]


def cancel_list(exchange: SimulatedExchange, given: Parameters) -> Any:
    """DELETE /api/v3/orderList."""
    name, book = rules_of(exchange, given).name, exchange.engine.book
    pair = book.find_list(given.whole("orderListId"), given.text("listClientOrderId"))
    if pair is None or pair.symbol != name or not pair.is_open:
        raise Refusal(-2011, "Unknown order list sent.")
    still_open = next(each for each in pair.orders if each.status.is_open)
    canceled = exchange.engine.cancel(still_open, exchange.now)
    return payloads.canceled_list(pair, canceled, _cancel_id(exchange, given))


def _placed_list(
    exchange: SimulatedExchange, given: Parameters, rules: SymbolRules, new: NewOrderList
) -> Any:
    exchange.limits.use_orders(2, exchange.clock.client_seconds())
    pair: OrderList = exchange.engine.place_list(new, exchange.view(rules.name))
    return payloads.new_list(pair, given.text("newOrderRespType") or "RESULT")


def _asked_order(exchange: SimulatedExchange, given: Parameters) -> Order | None:
    name, book = rules_of(exchange, given).name, exchange.engine.book
    order_id, client_id = given.whole("orderId"), given.text("origClientOrderId")
    if order_id is None and client_id is None:
        words = "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!"
        raise Refusal(-1102, words)
    return book.find(name, order_id, client_id)


def _canceled(exchange: SimulatedExchange, canceled: list[Order], cancel_id: str) -> Any:
    pair = exchange.engine.book.list_of(canceled[0])
    if pair is not None:
        return payloads.canceled_list(pair, canceled, cancel_id)
    return payloads.canceled_order(canceled[0], cancel_id)


def _cancel_id(exchange: SimulatedExchange, given: Parameters) -> str:
    return given.client_id("newClientOrderId") or f"cancel-{len(exchange.requests)}"
