"""Every asset of the portfolio optimized; what is better is written, all is recorded."""

from bot.portfolio.optimizing.accounts import allocate
from bot.portfolio.optimizing.asset import OptimizedAsset
from bot.portfolio.optimizing.optimizer import PortfolioOptimizer
from bot.portfolio.optimizing.outcome import AssetEnd, AssetOutcome, RunInterrupted
from bot.portfolio.optimizing.plan import SearchPlan

__all__ = [
    "AssetEnd",
    "AssetOutcome",
    "OptimizedAsset",
    "PortfolioOptimizer",
    "RunInterrupted",
    "SearchPlan",
    "allocate",
]
