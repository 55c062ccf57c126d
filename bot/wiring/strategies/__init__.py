"""Users' own strategies."""

from bot.wiring.strategies.of_volume import STRATEGIES_FOLDER, use_strategies_of

__all__ = [
    "STRATEGIES_FOLDER",
    "use_strategies_of",
]
