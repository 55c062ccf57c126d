"""One symbol's trading: ledger, and the trader that runs one cycle."""

from bot.rules.sizing import calculate_position_size
from bot.trading.ledger import Ledger
from bot.trading.record_buffer import RecordBuffer
from bot.trading.trader import Trader

__all__ = ["Ledger", "RecordBuffer", "Trader", "calculate_position_size"]
