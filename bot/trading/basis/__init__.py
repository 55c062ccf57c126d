"""What the next entry is sized by, as it is made, recorded and read again."""

from bot.trading.basis.entry_basis import (
    ATR,
    KELLY,
    basis_at_close,
    basis_numbers,
    basis_of_decision,
)
from bot.trading.basis.trade_record import TradeRecord

__all__ = [
    "ATR",
    "KELLY",
    "TradeRecord",
    "basis_at_close",
    "basis_numbers",
    "basis_of_decision",
]
