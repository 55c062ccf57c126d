"""Frozen values, errors, and the ports that adapters fill. Imports nothing heavy."""

from bot.domain.action import Action
from bot.domain.asset_type import (
    STABLECOINS,
    AssetType,
    guess_asset_type,
    guess_notes,
    read_symbol,
)
from bot.domain.candle import Candle
from bot.domain.checks import filled_text, finite_number, require, truth, whole_number
from bot.domain.data_source import DataSource
from bot.domain.decision_policy import DecisionPolicy
from bot.domain.exit_reason import ExitReason
from bot.domain.fill import Fill, Side
from bot.domain.from_text import value_from_text
from bot.domain.kept import (
    BEGINNING,
    AllocationFinding,
    ConfigCheck,
    ConfigPoll,
    ConfigVersion,
    Document,
    KeptCandles,
    KeptPlaybook,
    KeptStretch,
    LoadedConfig,
    OptimizerRun,
    Provenance,
    Recommendation,
    StatedConfig,
    aware_moment,
)
from bot.domain.macro_event import IMPACT_WEIGHT, Impact, MacroEvent, Sentiment
from bot.domain.opinions import (
    Decision,
    FeatureSnapshot,
    MacroInsight,
    PredictionSnapshot,
    Signal,
    WithheldReason,
)
from bot.domain.ports import (
    CandleStore,
    ConfigStore,
    CurrentMacroEvents,
    ExecutionClient,
    MacroEventSource,
    MarketDataClient,
    OptimizerStores,
    Page,
    PlaybookStore,
    PromotionStore,
    RecommendationStore,
    RunStore,
    StateStore,
    Volume,
)
from bot.domain.position_report import PositionReport
from bot.domain.records import (
    WRITTEN_WHERE_SET,
    BotState,
    CandleRecord,
    CycleRecord,
    EquityPoint,
    SignalEvent,
    Trade,
)
from bot.domain.secret import Secret
from bot.domain.strategy_config import (
    EMA_RSI,
    FIELD_KINDS,
    StrategyConfig,
    drops_params,
    merge_config,
    overlaid,
)
from bot.domain.strategy_params import Parameter, StrategyParams
from bot.domain.symbol import refuse_colliding_symbols, sanitize_symbol_for_fs
from bot.domain.timeframe import periods_per_year, timeframe_delta
from bot.domain.times import rfc3339

__all__ = [
    "BEGINNING",
    "EMA_RSI",
    "FIELD_KINDS",
    "IMPACT_WEIGHT",
    "STABLECOINS",
    "WRITTEN_WHERE_SET",
    "Action",
    "AllocationFinding",
    "AssetType",
    "BotState",
    "Candle",
    "CandleRecord",
    "CandleStore",
    "ConfigCheck",
    "ConfigPoll",
    "ConfigStore",
    "ConfigVersion",
    "CurrentMacroEvents",
    "CycleRecord",
    "DataSource",
    "Decision",
    "DecisionPolicy",
    "Document",
    "EquityPoint",
    "ExecutionClient",
    "ExitReason",
    "FeatureSnapshot",
    "Fill",
    "Impact",
    "KeptCandles",
    "KeptPlaybook",
    "KeptStretch",
    "LoadedConfig",
    "MacroEvent",
    "MacroEventSource",
    "MacroInsight",
    "MarketDataClient",
    "OptimizerRun",
    "OptimizerStores",
    "Page",
    "Parameter",
    "PlaybookStore",
    "PositionReport",
    "PredictionSnapshot",
    "PromotionStore",
    "Provenance",
    "Recommendation",
    "RecommendationStore",
    "RunStore",
    "Secret",
    "Sentiment",
    "Side",
    "Signal",
    "SignalEvent",
    "StateStore",
    "StatedConfig",
    "StrategyConfig",
    "StrategyParams",
    "Trade",
    "Volume",
    "WithheldReason",
    "aware_moment",
    "drops_params",
    "filled_text",
    "finite_number",
    "guess_asset_type",
    "guess_notes",
    "merge_config",
    "overlaid",
    "periods_per_year",
    "read_symbol",
    "refuse_colliding_symbols",
    "require",
    "rfc3339",
    "sanitize_symbol_for_fs",
    "timeframe_delta",
    "truth",
    "value_from_text",
    "whole_number",
]
