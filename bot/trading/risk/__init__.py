"""What an account may risk: the guard in front of every entry."""

from bot.trading.risk.desk import RiskDesk
from bot.trading.risk.entry_guard import EntryContext, EntryGuard, SymbolGuard, Unguarded
from bot.trading.risk.lasting_fault import LastingFault
from bot.trading.risk.planned_size import pending_exposure
from bot.trading.risk.withheld import without_entry

__all__ = [
    "EntryContext",
    "EntryGuard",
    "LastingFault",
    "RiskDesk",
    "SymbolGuard",
    "Unguarded",
    "pending_exposure",
    "without_entry",
]
