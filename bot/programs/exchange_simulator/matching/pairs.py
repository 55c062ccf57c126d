"""Which two orders may cancel each other."""

from decimal import Decimal

from bot.programs.exchange_simulator.matching.order import NewOrder, NewOrderList
from bot.programs.exchange_simulator.matching.refusal import Refusal, rejected
from bot.programs.exchange_simulator.matching.terms import OrderSide, OrderType

_LIMITS = (OrderType.LIMIT_MAKER,)
_TAKE_PROFITS = (OrderType.TAKE_PROFIT, OrderType.TAKE_PROFIT_LIMIT)


def refuse_wrong_pair(new: NewOrderList, last: Decimal) -> None:
    """One limits the loss and the other takes the profit, with the last price between them."""
    legs = (new.above, new.below)
    if any(leg.type in (OrderType.LIMIT, OrderType.MARKET) for leg in legs):
        raise Refusal(-1158, "Order type not supported in OCO.")
    stops = [leg for leg in legs if leg.type.is_stop]
    if not any(leg.type.is_conditional for leg in legs):
        raise Refusal(-1168, "At least one OCO order must be contingent.")
    _refuse_sides(new)
    if len(stops) != 1:
        raise Refusal(-1158, "Order type not supported in OCO.")
    if not _reference(new.above) > last > _reference(new.below):
        raise rejected("The relationship of the prices for the orders is not correct.")


def _refuse_sides(new: NewOrderList) -> None:
    """A sale takes its profit above and its loss below; a purchase the other way round."""
    sells = new.above.side is OrderSide.SELL
    profit, loss = (new.below, new.above) if sells else (new.above, new.below)
    side, where, other = ("sell", "above", "below") if sells else ("buy", "below", "above")
    if profit.type in _LIMITS:
        raise Refusal(-1166 if sells else -1165, f"A limit order in a {side} OCO must be {where}.")
    if profit.type in _TAKE_PROFITS:
        code = -1199 if sells else -1198
        raise Refusal(code, f"A take profit order in a {side} OCO must be {where}.")
    if loss.type.is_stop:
        code = -1197 if sells else -1196
        raise Refusal(code, f"A stop loss order in a {side} OCO must be {other}.")


def _reference(leg: NewOrder) -> Decimal:
    """The price that is compared with the last one: a stop's trigger, else the limit."""
    if leg.type is OrderType.TAKE_PROFIT_LIMIT:
        return leg.price or Decimal(0)
    return leg.stop_price or leg.price or Decimal(0)
