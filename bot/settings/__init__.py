"""The environment and .env, read once into one frozen value of groups, one group per concern."""

from bot.settings.dotenv_file import read_dotenv, without_exchange_keys
from bot.settings.names import ALIASES, EXCHANGE_KEYS, GROUPS, KNOWN_ELSEWHERE, SETTING_NAMES
from bot.settings.optimizer import GATES, OBJECTIVES, SAMPLERS, OptimizerSettings
from bot.settings.services import ApiSettings, LogSettings
from bot.settings.settings import Settings
from bot.settings.sources import CandleSettings, ExchangeSettings, MacroSettings
from bot.settings.trading import TradingSettings

__all__ = [
    "ALIASES",
    "EXCHANGE_KEYS",
    "GATES",
    "GROUPS",
    "KNOWN_ELSEWHERE",
    "OBJECTIVES",
    "SAMPLERS",
    "SETTING_NAMES",
    "ApiSettings",
    "CandleSettings",
    "ExchangeSettings",
    "LogSettings",
    "MacroSettings",
    "OptimizerSettings",
    "Settings",
    "TradingSettings",
    "read_dotenv",
    "without_exchange_keys",
]
