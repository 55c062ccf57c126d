"""Users' own strategies."""

from bot.wiring.strategies.usable import STRATEGIES_FOLDER, usable_strategies

__all__ = [
    "STRATEGIES_FOLDER",
    "usable_strategies",
]
