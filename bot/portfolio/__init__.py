"""Many symbols on one capital. The runner is imported on first use: it brings numba and pandas."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bot.portfolio.config import PortfolioAsset, PortfolioConfig

if TYPE_CHECKING:
    from bot.portfolio.runner import PortfolioRunner, TradedSymbol

__all__ = ["PortfolioAsset", "PortfolioConfig", "PortfolioRunner", "TradedSymbol"]

_HOMES = {"PortfolioRunner": "runner", "TradedSymbol": "runner"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
