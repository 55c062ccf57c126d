"""Orders at a venue as values: what is asked, what the venue answers, what it allows."""

from bot.domain.orders.account import Balance, KeyPermissions, Quote
from bot.domain.orders.market_rules import MarketRules, VenueAbilities
from bot.domain.orders.order import (
    MarketOrder,
    OrderPurpose,
    OrderReport,
    OrderState,
    ProtectionOrder,
    VenueFill,
)
from bot.domain.orders.story import OrderStory

__all__ = [
    "Balance",
    "KeyPermissions",
    "MarketOrder",
    "MarketRules",
    "OrderPurpose",
    "OrderReport",
    "OrderState",
    "OrderStory",
    "ProtectionOrder",
    "Quote",
    "VenueAbilities",
    "VenueFill",
]
