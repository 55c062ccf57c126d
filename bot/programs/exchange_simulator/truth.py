"""The truth that a client is judged by: orders, fills, balances and requests, as JSON."""

from dataclasses import asdict
from typing import Any

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.matching import Order, OrderFill

Document = dict[str, Any]


def truth_of(exchange: SimulatedExchange, *, with_requests: bool = True) -> Document:
    """Everything that happened so far; amounts are exact and written as texts."""
    engine, ledger = exchange.engine, exchange.engine.ledger
    return {
        "now": exchange.now,
        "initial": {asset: str(amount) for asset, amount in ledger.initial.items()},
        "balances": {
            asset: {"free": str(each.free), "locked": str(each.locked)}
            for asset, each in ledger.balances.items()
        },
        "transfers": [
            {"time": each.time, "asset": each.asset, "amount": str(each.amount)}
            for each in ledger.transfers
        ],
        "symbols": {
            name: {"symbol": rules.symbol, "base": rules.base, "quote": rules.quote}
            for name, rules in exchange.market.rules.items()
        },
        "orders": [_order(each) for each in engine.book.orders.values()],
        "fills": [_fill(each) for each in engine.executions.fills],
        "violations": exchange.limits.violations,
        "requests": [asdict(each) for each in exchange.requests] if with_requests else [],
    }


def _order(order: Order) -> Document:
    return {
        "id": order.id,
        "list_id": order.list_id,
        "client_id": order.client_id,
        "symbol": order.symbol,
        "side": order.side.value,
        "type": order.type.value,
        "status": order.status.value,
        "origin": order.origin.value,
        "quantity": str(order.quantity),
        "executed": str(order.executed),
        "executed_quote": str(order.executed_quote),
        "price": str(order.price),
        "stop_price": str(order.stop_price),
        "created": order.created,
        "updated": order.updated,
        "closed": None if order.status.is_open else order.updated,
    }


def _fill(fill: OrderFill) -> Document:
    return {
        "trade_id": fill.trade_id,
        "order_id": fill.order_id,
        "symbol": fill.symbol,
        "side": "BUY" if fill.is_buyer else "SELL",
        "price": str(fill.price),
        "quantity": str(fill.quantity),
        "quote_quantity": str(fill.quote_quantity),
        "commission": str(fill.commission),
        "commission_asset": fill.commission_asset,
        "time": fill.time,
        "is_maker": fill.is_maker,
    }
