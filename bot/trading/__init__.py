"""One symbol's trading: ledger, and the trader that runs one cycle."""

from bot.rules import calculate_position_size
from bot.trading.ledger import Ledger, settle
from bot.trading.market import LATE_SOURCE, Market
from bot.trading.record_buffer import RecordBuffer
from bot.trading.trader import Trader, strategy_value

__all__ = [
    "LATE_SOURCE",
    "Ledger",
    "Market",
    "RecordBuffer",
    "Trader",
    "calculate_position_size",
    "settle",
    "strategy_value",
]
