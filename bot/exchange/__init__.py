"""Exchanges, real and on paper. Names are imported on first use, since ccxt takes its time."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.exchange.ccxt_client import ExchangeClient
    from bot.exchange.paper import PaperExchangeClient

__all__ = ["ExchangeClient", "PaperExchangeClient"]

_HOMES = {"ExchangeClient": "ccxt_client", "PaperExchangeClient": "paper"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
