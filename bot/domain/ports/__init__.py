"""The contracts that adapters fill; `bot.wiring` chooses which."""

from bot.domain.ports.candles import CandleStore
from bot.domain.ports.configs import ConfigStore
from bot.domain.ports.execution import ExecutionClient
from bot.domain.ports.macro_events import CurrentMacroEvents, MacroEventSource
from bot.domain.ports.market_data import MarketDataClient
from bot.domain.ports.optimizer import (
    OptimizerStores,
    PlaybookStore,
    PromotionStore,
    RecommendationStore,
    RunStore,
)
from bot.domain.ports.state import Page, StateStore
from bot.domain.ports.volume import Volume

__all__ = [
    "CandleStore",
    "ConfigStore",
    "CurrentMacroEvents",
    "ExecutionClient",
    "MacroEventSource",
    "MarketDataClient",
    "OptimizerStores",
    "Page",
    "PlaybookStore",
    "PromotionStore",
    "RecommendationStore",
    "RunStore",
    "StateStore",
    "Volume",
]
