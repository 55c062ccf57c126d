"""Answers about orders in the form that Binance sends them."""

from typing import Any

AT = 1_735_689_600_500


def order(client_id: str, **fields: Any) -> dict[str, Any]:
    """A market order bought whole, as POST /api/v3/order answers with newOrderRespType=FULL."""
    return {
        "symbol": "BTCUSDT",
        "orderId": 28,
        "orderListId": -1,
        "clientOrderId": client_id,
        "transactTime": AT,
        "price": "0.00000000",
        "origQty": "0.30000000",
        "executedQty": "0.30000000",
        "cummulativeQuoteQty": "30.00000000",
        "status": "FILLED",
        "timeInForce": "GTC",
        "type": "MARKET",
        "side": "BUY",
        "fills": [
            execution(56, "0.10000000", "100.00000000"),
            execution(57, "0.20000000", "100.10000000"),
        ],
    } | fields


def execution(trade_id: int, quantity: str, price: str) -> dict[str, Any]:
    """One of an order's fills."""
    return {
        "price": price,
        "qty": quantity,
        "commission": "0.00010000",
        "commissionAsset": "BNB",
        "tradeId": trade_id,
    }


def resting(client_id: str, order_id: int, **fields: Any) -> dict[str, Any]:
    """A sell order that rests, as openOrders lists it."""
    return {
        "symbol": "BTCUSDT",
        "orderId": order_id,
        "orderListId": -1,
        "clientOrderId": client_id,
        "price": "0.00000000",
        "origQty": "0.30000000",
        "executedQty": "0.00000000",
        "status": "NEW",
        "type": "STOP_LOSS",
        "side": "SELL",
        "stopPrice": "90.00000000",
        "time": AT,
        "updateTime": AT,
    } | fields


def trade(trade_id: int, order_id: int, quantity: str, price: str) -> dict[str, Any]:
    """A row of myTrades."""
    return {
        "symbol": "BTCUSDT",
        "id": trade_id,
        "orderId": order_id,
        "price": price,
        "qty": quantity,
        "commission": "0.00010000",
        "commissionAsset": "BNB",
        "time": AT,
        "isBuyer": True,
        "isMaker": False,
    }
