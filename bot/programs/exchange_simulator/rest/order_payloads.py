"""Orders, lists and trades as the exchange writes them."""

from decimal import Decimal
from typing import Any

from bot.programs.exchange_simulator.matching import (
    Order,
    OrderFill,
    OrderList,
    OrderStatus,
    OrderType,
)

Payload = dict[str, Any]


def amount(value: Decimal) -> str:
    """A number with eight decimals."""
    return f"{value:.8f}"


def queried_order(order: Order) -> Payload:
    """An order as GET answers it."""
    return {
        "symbol": order.symbol,
        "orderId": order.id,
        "orderListId": order.list_id,
        "clientOrderId": order.client_id,
        "price": amount(order.price),
        "origQty": amount(order.quantity),
        "executedQty": amount(order.executed),
        "cummulativeQuoteQty": amount(order.executed_quote),
        "status": order.status.value,
        "timeInForce": order.time_in_force.value,
        "type": order.type.value,
        "side": order.side.value,
        "stopPrice": amount(order.stop_price),
        "icebergQty": amount(Decimal(0)),
        "time": order.created,
        "updateTime": order.updated,
        "isWorking": order.is_working,
        "workingTime": _working_time(order),
        "origQuoteOrderQty": amount(order.quote_quantity),
        "selfTradePreventionMode": "NONE",
    }


def new_order(order: Order, style: str) -> Payload:
    """The answer to a new order; `style` is ACK, RESULT or FULL."""
    head = {**_head(order), "transactTime": order.created}
    if style == "ACK":
        return head
    result = {**head, **_state(order), "workingTime": _working_time(order), **_TAIL}
    if style == "FULL":
        result["fills"] = [_short_fill(each) for each in order.fills]
    return result


def canceled_order(order: Order, cancel_id: str) -> Payload:
    """The answer to the cancel of one order; `cancel_id` is the client id of the cancel."""
    head = _head(order)
    return {
        "symbol": order.symbol,
        "origClientOrderId": order.client_id,
        **{**head, "clientOrderId": cancel_id},
        "transactTime": order.updated,
        **_state(order),
        **_TAIL,
    }


def order_list(pair: OrderList, now: int) -> Payload:
    """An order list as GET answers it."""
    return {
        "orderListId": pair.id,
        "contingencyType": "OCO",
        "listStatusType": "EXEC_STARTED" if pair.is_open else "ALL_DONE",
        "listOrderStatus": "EXECUTING" if pair.is_open else "ALL_DONE",
        "listClientOrderId": pair.client_id,
        "transactionTime": now,
        "symbol": pair.symbol,
        "orders": [
            {"symbol": each.symbol, "orderId": each.id, "clientOrderId": each.client_id}
            for each in pair.orders
        ],
    }


def new_list(pair: OrderList, style: str) -> Payload:
    """The answer to a new order list."""
    reports = [new_order(each, style) for each in pair.orders]
    return {**order_list(pair, pair.created), "orderReports": reports}


def canceled_list(pair: OrderList, canceled: list[Order], cancel_id: str) -> Payload:
    """The answer to the cancel of a list, or of one of its orders."""
    reports = [canceled_order(each, cancel_id) for each in canceled]
    return {**order_list(pair, canceled[0].updated), "orderReports": reports}


def trade(fill: OrderFill) -> Payload:
    """A fill as myTrades lists it."""
    return {
        "symbol": fill.symbol,
        "id": fill.trade_id,
        "orderId": fill.order_id,
        "orderListId": fill.list_id,
        "price": amount(fill.price),
        "qty": amount(fill.quantity),
        "quoteQty": amount(fill.quote_quantity),
        "commission": amount(fill.commission),
        "commissionAsset": fill.commission_asset,
        "time": fill.time,
        "isBuyer": fill.is_buyer,
        "isMaker": fill.is_maker,
        "isBestMatch": True,
    }


_TAIL = {"selfTradePreventionMode": "NONE"}


def _head(order: Order) -> Payload:
    return {
        "symbol": order.symbol,
        "orderId": order.id,
        "orderListId": order.list_id,
        "clientOrderId": order.client_id,
    }


def _state(order: Order) -> Payload:
    state = {
        "price": amount(order.price),
        "origQty": amount(order.quantity),
        "executedQty": amount(order.executed),
        "origQuoteOrderQty": amount(order.quote_quantity),
        "cummulativeQuoteQty": amount(order.executed_quote),
        "status": order.status.value,
        "timeInForce": order.time_in_force.value,
        "type": order.type.value,
        "side": order.side.value,
    }
    if order.type.is_conditional:
        state["stopPrice"] = amount(order.stop_price)
    if order.status is OrderStatus.EXPIRED and order.type is OrderType.MARKET:
        state["expiryReason"] = "INSUFFICIENT_LIQUIDITY"
    return state


def _short_fill(fill: OrderFill) -> Payload:
    return {
        "price": amount(fill.price),
        "qty": amount(fill.quantity),
        "commission": amount(fill.commission),
        "commissionAsset": fill.commission_asset,
        "tradeId": fill.trade_id,
    }


def _working_time(order: Order) -> int:
    return -1 if order.working_since is None else order.working_since
