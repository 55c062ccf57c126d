"""One symbol's trading: the ledger of its fills, and the trader that runs one cycle."""

from bot.rules import calculate_position_size
from bot.trading.basis import basis_of_decision
from bot.trading.books import Ledger
from bot.trading.decision_maker import strategy_value
from bot.trading.market import Market
from bot.trading.rebuilt_state import rebuilt_account
from bot.trading.record_buffer import RecordBuffer
from bot.trading.recorded_cycle import config_of, recorded_configs, recorded_cycles
from bot.trading.risk import LastingFault, RiskDesk, SymbolGuard, pending_exposure
from bot.trading.trader import Trader

__all__ = [
    "LastingFault",
    "Ledger",
    "Market",
    "RecordBuffer",
    "RiskDesk",
    "SymbolGuard",
    "Trader",
    "basis_of_decision",
    "calculate_position_size",
    "config_of",
    "pending_exposure",
    "rebuilt_account",
    "recorded_configs",
    "recorded_cycles",
    "strategy_value",
]
