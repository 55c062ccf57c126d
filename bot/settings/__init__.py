"""The environment and .env, read once into one frozen value of groups, one group per concern."""

from bot.settings.ai import NO_CALIBRATION
from bot.settings.dotenv_file import without_exchange_keys
from bot.settings.optimizer import OBJECTIVES, SAMPLERS, OptimizerSettings
from bot.settings.services import LogSettings
from bot.settings.settings import Settings
from bot.settings.trusted_with_nothing import child_environment

__all__ = [
    "NO_CALIBRATION",
    "OBJECTIVES",
    "SAMPLERS",
    "LogSettings",
    "OptimizerSettings",
    "Settings",
    "child_environment",
    "without_exchange_keys",
]
