"""Frozen values, errors, and the ports that adapters fill. Imports nothing heavy."""

from bot.domain.action import Action
from bot.domain.candle import Candle
from bot.domain.data_source import DataSource
from bot.domain.decision_policy import DecisionPolicy
from bot.domain.exit_reason import ExitReason
from bot.domain.macro_event import Impact, MacroEvent, Sentiment
from bot.domain.opinions import Decision, FeatureSnapshot, MacroInsight, PredictionSnapshot, Signal
from bot.domain.ports import Clock, MarketDataClient, StateStore
from bot.domain.records import (
    BotState,
    CandleRecord,
    CycleRecord,
    EquityPoint,
    SignalEvent,
    Trade,
)
from bot.domain.secret import Secret
from bot.domain.strategy_config import EMA_RSI, StrategyConfig, merge_config
from bot.domain.strategy_params import StrategyParams
from bot.domain.symbol import refuse_colliding_symbols, sanitize_symbol_for_fs
from bot.domain.timeframe import AssetType, guess_asset_type, periods_per_year, timeframe_delta

__all__ = [
    "EMA_RSI",
    "Action",
    "AssetType",
    "BotState",
    "Candle",
    "CandleRecord",
    "Clock",
    "CycleRecord",
    "DataSource",
    "Decision",
    "DecisionPolicy",
    "EquityPoint",
    "ExitReason",
    "FeatureSnapshot",
    "Impact",
    "MacroEvent",
    "MacroInsight",
    "MarketDataClient",
    "PredictionSnapshot",
    "Secret",
    "Sentiment",
    "Signal",
    "SignalEvent",
    "StateStore",
    "StrategyConfig",
    "StrategyParams",
    "Trade",
    "guess_asset_type",
    "merge_config",
    "periods_per_year",
    "refuse_colliding_symbols",
    "sanitize_symbol_for_fs",
    "timeframe_delta",
]
