"""What orders at a venue made of the decisions, from the journal, and why it is not the backtest's.

A room of parity: paper fills by the backtest's own rule, orders fill where the venue's price is.
"""

from bot.parity.orders.order_reasons import OrderReasons

__all__ = ["OrderReasons"]
