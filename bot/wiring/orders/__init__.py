"""The account that orders go to, and how the decisions on each symbol are carried out there."""

from bot.wiring.orders.account import OrderAccount
from bot.wiring.orders.opened_orders import OpenedOrders

__all__ = ["OpenedOrders", "OrderAccount"]
