"""A trader for every asset."""

from bot.wiring.trading.parts import TradingParts
from bot.wiring.trading.traders import portfolio_runner

__all__ = [
    "TradingParts",
    "portfolio_runner",
]
