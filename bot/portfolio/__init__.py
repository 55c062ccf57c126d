"""Many symbols on one capital. What brings numba and pandas is imported on first use."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bot.portfolio.config import PortfolioAsset, PortfolioConfig

if TYPE_CHECKING:
    from bot.portfolio.optimize import (
        OptimizedAsset,
        Outcome,
        PortfolioOptimizer,
        RunInterrupted,
        SearchPlan,
    )
    from bot.portfolio.runner import PortfolioRunner, TradedSymbol

__all__ = [
    "OptimizedAsset",
    "Outcome",
    "PortfolioAsset",
    "PortfolioConfig",
    "PortfolioOptimizer",
    "PortfolioRunner",
    "RunInterrupted",
    "SearchPlan",
    "TradedSymbol",
]

_HOMES = {
    "OptimizedAsset": "optimize",
    "Outcome": "optimize",
    "PortfolioOptimizer": "optimize",
    "PortfolioRunner": "runner",
    "RunInterrupted": "optimize",
    "SearchPlan": "optimize",
    "TradedSymbol": "runner",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
