"""Decisions carried out as orders that survive anything (docs/adr/0021)."""

from bot.trading.orders.book import journal_by_symbol
from bot.trading.orders.order_execution import OrderExecution
from bot.trading.orders.shared_account import SharedAccount

__all__ = ["OrderExecution", "SharedAccount", "journal_by_symbol"]
