"""Many symbols on one capital."""

from bot.portfolio.config import PortfolioAsset, PortfolioConfig

__all__ = ["PortfolioAsset", "PortfolioConfig"]
