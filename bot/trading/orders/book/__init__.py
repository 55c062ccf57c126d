"""Orders, position and money of a symbol as its lines in the journal tell them: a pure fold."""

from bot.trading.orders.book.executions import base_fee_of, fill_details, write_off_details
from bot.trading.orders.book.intents import EntryTerms, MarketIntent, ProtectionIntent
from bot.trading.orders.book.order_book import OrderBook
from bot.trading.orders.book.order_record import OrderRecord
from bot.trading.orders.book.written_lines import WrittenLines, journal_by_symbol

__all__ = [
    "EntryTerms",
    "MarketIntent",
    "OrderBook",
    "OrderRecord",
    "ProtectionIntent",
    "WrittenLines",
    "base_fee_of",
    "fill_details",
    "journal_by_symbol",
    "write_off_details",
]
