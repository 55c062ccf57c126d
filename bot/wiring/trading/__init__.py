"""A trader for every asset."""

from bot.wiring.trading.traders import portfolio_runner

__all__ = [
    "portfolio_runner",
]
