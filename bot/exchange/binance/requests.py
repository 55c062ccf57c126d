"""Orders as the parameters of Binance's requests; ValueError for a number that cannot be sent."""

from bot.domain.orders import MarketOrder, ProtectionOrder
from bot.exchange.binance.numbers import plain

Parameters = dict[str, str]


def market_order(order: MarketOrder, market_id: str) -> Parameters:
    """By quantity: a price beside it would make ccxt and the exchange read an amount of money."""
    return {
        "symbol": market_id,
        "side": order.side.value.upper(),
        "type": "MARKET",
        "quantity": plain(order.quantity),
        "newClientOrderId": order.client_id,
        "newOrderRespType": "FULL",
    }


def stop_alone(order: ProtectionOrder, market_id: str, is_limit: bool) -> Parameters:
    """A stop without a target; `is_limit` where the market has no other stops."""
    stop = {name[0].lower() + name[1:]: value for name, value in _stop(order, is_limit).items()}
    return {
        "symbol": market_id,
        "side": order.side.value.upper(),
        "quantity": plain(order.quantity),
        "newClientOrderId": order.stop_id,
        "newOrderRespType": "FULL",
        **stop,
    }


def pair(order: ProtectionOrder, market_id: str, is_limit: bool) -> Parameters:
    """A stop below and a target above, which sell; the first that is reached cancels the other."""
    if order.target_price is None:
        raise ValueError("need a target price in a pair")
    stop = {f"below{name}": value for name, value in _stop(order, is_limit).items()}
    return {
        "symbol": market_id,
        "side": order.side.value.upper(),
        "quantity": plain(order.quantity),
        "listClientOrderId": order.client_id,
        "aboveClientOrderId": order.target_id,
        "aboveType": "LIMIT_MAKER",
        "abovePrice": plain(order.target_price),
        "belowClientOrderId": order.stop_id,
        "newOrderRespType": "FULL",
        **stop,
    }


def _stop(order: ProtectionOrder, is_limit: bool) -> Parameters:
    stop = {"Type": "STOP_LOSS", "StopPrice": plain(order.stop_price)}
    if not is_limit:
        return stop
    limit = {"Price": plain(order.worst_price), "TimeInForce": "GTC"}
    return stop | limit | {"Type": "STOP_LOSS_LIMIT"}
