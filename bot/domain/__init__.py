"""Frozen values, errors, and the ports that adapters fill. Imports nothing heavy."""

from bot.domain.action import Action
from bot.domain.candle import Candle
from bot.domain.checks import filled_text, finite_number, require, truth, whole_number
from bot.domain.data_source import DataSource
from bot.domain.decision_policy import DecisionPolicy
from bot.domain.exit_reason import ExitReason
from bot.domain.from_text import value_from_text
from bot.domain.kept_candles import BEGINNING, CandleStore, KeptCandles, KeptStretch
from bot.domain.macro_event import IMPACT_WEIGHT, Impact, MacroEvent, Sentiment
from bot.domain.moment import rfc3339
from bot.domain.opinions import Decision, FeatureSnapshot, MacroInsight, PredictionSnapshot, Signal
from bot.domain.ports import MarketDataClient, StateStore
from bot.domain.records import (
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
from bot.domain.timeframe import AssetType, guess_asset_type, periods_per_year, timeframe_delta

__all__ = [
    "BEGINNING",
    "EMA_RSI",
    "FIELD_KINDS",
    "IMPACT_WEIGHT",
    "Action",
    "AssetType",
    "BotState",
    "Candle",
    "CandleRecord",
    "CandleStore",
    "CycleRecord",
    "DataSource",
    "Decision",
    "DecisionPolicy",
    "EquityPoint",
    "ExitReason",
    "FeatureSnapshot",
    "Impact",
    "KeptCandles",
    "KeptStretch",
    "MacroEvent",
    "MacroInsight",
    "MarketDataClient",
    "Parameter",
    "PredictionSnapshot",
    "Secret",
    "Sentiment",
    "Signal",
    "SignalEvent",
    "StateStore",
    "StrategyConfig",
    "StrategyParams",
    "Trade",
    "drops_params",
    "filled_text",
    "finite_number",
    "guess_asset_type",
    "merge_config",
    "overlaid",
    "periods_per_year",
    "refuse_colliding_symbols",
    "require",
    "rfc3339",
    "sanitize_symbol_for_fs",
    "timeframe_delta",
    "truth",
    "value_from_text",
    "whole_number",
]
