"""The contracts that adapters fill; `bot.wiring` chooses which."""

from bot.domain.ports.market_data import Clock, MarketDataClient
from bot.domain.ports.state import StateStore

__all__ = ["Clock", "MarketDataClient", "StateStore"]
