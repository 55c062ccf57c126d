"""The environment and .env, read once into one frozen value of groups, one group per concern."""

from bot.settings.dotenv_file import without_exchange_keys
from bot.settings.optimizer import OBJECTIVES, SAMPLERS, OptimizerSettings
from bot.settings.services import LogSettings
from bot.settings.settings import Settings

__all__ = [
    "OBJECTIVES",
    "SAMPLERS",
    "LogSettings",
    "OptimizerSettings",
    "Settings",
    "without_exchange_keys",
]
