"""Sizes and stops that adapt inside a simulation: to the ATR, the record, the best price."""

from bot.backtesting.adapting.adaptive import Adaptive, adaptive_over, entry_terms_at
from bot.backtesting.adapting.levels import ExitLevels, entry_levels, exit_levels
from bot.backtesting.adapting.trailing import adaptively_held_until, moved_by

__all__ = [
    "Adaptive",
    "ExitLevels",
    "adaptive_over",
    "adaptively_held_until",
    "entry_levels",
    "entry_terms_at",
    "exit_levels",
    "moved_by",
]
