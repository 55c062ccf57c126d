"""Many symbols on one capital: which there are, how they trade, and how they are optimized."""

from bot.portfolio.accounts import allocate
from bot.portfolio.config import PortfolioAsset, PortfolioConfig
from bot.portfolio.horizon_candles import (
    FetchedHorizons,
    FileHorizons,
    HorizonCandles,
    InventedHorizons,
    KeptHorizons,
    real_conditions,
    shown_until,
)
from bot.portfolio.optimizing import (
    AssetEnd,
    AssetOutcome,
    OptimizedAsset,
    PortfolioOptimizer,
    RunInterrupted,
    SearchPlan,
)
from bot.portfolio.playbook import (
    ComputedPlaybook,
    make_playbook,
    reusable_playbook,
)
from bot.portfolio.playbook_row import PlaybookMarket
from bot.portfolio.runner import PortfolioRunner, TradedSymbol

__all__ = [
    "AssetEnd",
    "AssetOutcome",
    "ComputedPlaybook",
    "FetchedHorizons",
    "FileHorizons",
    "HorizonCandles",
    "InventedHorizons",
    "KeptHorizons",
    "OptimizedAsset",
    "PlaybookMarket",
    "PortfolioAsset",
    "PortfolioConfig",
    "PortfolioOptimizer",
    "PortfolioRunner",
    "RunInterrupted",
    "SearchPlan",
    "TradedSymbol",
    "allocate",
    "make_playbook",
    "real_conditions",
    "reusable_playbook",
    "shown_until",
]
