"""Decisions carried out as orders that survive anything (docs/adr/0021)."""

from bot.trading.orders.order_execution import OrderExecution
from bot.trading.orders.written_lines import journal_by_symbol

__all__ = ["OrderExecution", "journal_by_symbol"]
