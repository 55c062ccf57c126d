"""Many symbols on one capital: which there are, and how they trade.

How they are optimized, what the playbook says of them and how they could share the capital are
rooms inside, so that who trades loads no optimizer.
"""

from bot.portfolio.allocation_terms import AllocationTerms
from bot.portfolio.command_desk import CommandDesk
from bot.portfolio.config import PortfolioAsset, PortfolioConfig
from bot.portfolio.runner import PortfolioRunner, TradedSymbol

__all__ = [
    "AllocationTerms",
    "CommandDesk",
    "PortfolioAsset",
    "PortfolioConfig",
    "PortfolioRunner",
    "TradedSymbol",
]
