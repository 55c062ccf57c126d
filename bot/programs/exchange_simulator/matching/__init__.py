"""The matching engine: orders of one account at prices it is told, and the exact ledger of it."""

from bot.programs.exchange_simulator.matching.engine import MatchingEngine
from bot.programs.exchange_simulator.matching.execution import FOREVER, PartialFill
from bot.programs.exchange_simulator.matching.order import (
    NewOrder,
    NewOrderList,
    Order,
    OrderFill,
    OrderList,
)
from bot.programs.exchange_simulator.matching.prices import MarketView, PriceLeg, TradingTerms
from bot.programs.exchange_simulator.matching.refusal import Refusal, rejected
from bot.programs.exchange_simulator.matching.rules import SymbolRules, rules_for
from bot.programs.exchange_simulator.matching.terms import (
    OrderSide,
    OrderStatus,
    OrderType,
    Origin,
    TimeInForce,
)

__all__ = [
    "FOREVER",
    "MarketView",
    "MatchingEngine",
    "NewOrder",
    "NewOrderList",
    "Order",
    "OrderFill",
    "OrderList",
    "OrderSide",
    "OrderStatus",
    "OrderType",
    "Origin",
    "PartialFill",
    "PriceLeg",
    "Refusal",
    "SymbolRules",
    "TimeInForce",
    "TradingTerms",
    "rejected",
    "rules_for",
]
