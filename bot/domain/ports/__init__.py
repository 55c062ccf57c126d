"""The contracts that adapters fill; `bot.wiring` chooses which."""

from bot.domain.ports.backtests import BacktestStore
from bot.domain.ports.candles import CandleStore
from bot.domain.ports.commands import CommandStore
from bot.domain.ports.configs import ConfigStore
from bot.domain.ports.execution import ExecutionClient
from bot.domain.ports.logs import LogStore
from bot.domain.ports.macro_events import CurrentMacroEvents, MacroEventSource
from bot.domain.ports.market_data import Clock, MarketDataClient
from bot.domain.ports.mended import MendedStore
from bot.domain.ports.optimizer import (
    OptimizerStores,
    PlaybookStore,
    PromotionStore,
    RecommendationStore,
    RunStore,
)
from bot.domain.ports.order_journal import JournalKind, JournalLine, OrderJournal
from bot.domain.ports.risk import RiskStore, TradingPermitStore
from bot.domain.ports.sentiment import Polarity, SentimentScorer, polarity
from bot.domain.ports.state import CycleRecord, Page, StateStore, moment_of
from bot.domain.ports.venue import Venue
from bot.domain.ports.volume import HeartbeatStore, Volume, read_permit, store_of

__all__ = [
    "BacktestStore",
    "CandleStore",
    "Clock",
    "CommandStore",
    "ConfigStore",
    "CurrentMacroEvents",
    "CycleRecord",
    "ExecutionClient",
    "HeartbeatStore",
    "JournalKind",
    "JournalLine",
    "LogStore",
    "MacroEventSource",
    "MarketDataClient",
    "MendedStore",
    "OptimizerStores",
    "OrderJournal",
    "Page",
    "PlaybookStore",
    "Polarity",
    "PromotionStore",
    "RecommendationStore",
    "RiskStore",
    "RunStore",
    "SentimentScorer",
    "StateStore",
    "TradingPermitStore",
    "Venue",
    "Volume",
    "moment_of",
    "polarity",
    "read_permit",
    "store_of",
]
