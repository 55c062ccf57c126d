"""Every name that the environment and .env may hold."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from bot.domain import FIELD_KINDS
from bot.settings.ai import AiSettings
from bot.settings.optimizer import OptimizerSettings
from bot.settings.risk import RiskSettings
from bot.settings.services import ApiSettings, AssistantSettings, LogSettings
from bot.settings.sources import (
    CalendarSettings,
    CandleSettings,
    ExchangeSettings,
    MacroSettings,
    NewsSettings,
)
from bot.settings.trading import TradingSettings

GROUPS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "trading": TradingSettings,
        "risk": RiskSettings,
        "candles": CandleSettings,
        "exchange": ExchangeSettings,
        "ai": AiSettings,
        "macro": MacroSettings,
        "news": NewsSettings,
        "calendar": CalendarSettings,
        "optimizer": OptimizerSettings,
        "api": ApiSettings,
        "assistant": AssistantSettings,
        "logs": LogSettings,
    }
)
"""The groups by the field of Settings that holds each; their own fields in capitals are names."""
POLICY_NAMES = MappingProxyType(
    {
        "AI_ENABLED": "ai_enabled",
        "MACRO_ENABLED": "macro_enabled",
        "SIGNAL_MIN_CONFIDENCE": "min_confidence",
        "AI_OVERRIDE_CONFIDENCE": "ai_override_confidence",
        "MACRO_HALF_LIFE_HOURS": "macro_half_life_hours",
    }
)
"""The field of DecisionPolicy behind each name."""
ALIASES = MappingProxyType({"BINANCE_TESTNET_SECRET": "BINANCE_TESTNET_API_SECRET"})
SETTING_NAMES: frozenset[str] = frozenset(
    {field.name.upper() for group in GROUPS.values() for field in fields(group)}
    | {name.upper() for name in FIELD_KINDS}
    | {"DATA_DIR", *POLICY_NAMES, *ALIASES}
)
"""Every name that is read, aliases included."""
EXCHANGE_KEYS = frozenset(
    {
        "BINANCE_TESTNET_API_KEY",
        "BINANCE_TESTNET_API_SECRET",
        "BINANCE_TESTNET_SECRET",
        "EXCHANGE_API_KEY",
        "EXCHANGE_API_SECRET",
    }
)
"""Every name of a key that can trade; a process that must not trade gets none of them."""
KNOWN_ELSEWHERE = frozenset(
    {"LAB_IMAGE", "NO_COLOR", "TZ", "PYTHONUNBUFFERED", "COMPOSE_PROJECT_NAME"}
)
"""Names in .env that are for other programs, so that nobody is told about them."""
