"""What stores hand out: candles, configs with where they come from, what the optimizer left."""

from bot.domain.kept.candles import BEGINNING, KeptCandles, KeptStretch
from bot.domain.kept.configs import (
    ConfigCheck,
    ConfigPoll,
    ConfigVersion,
    LoadedConfig,
    StatedConfig,
)
from bot.domain.kept.optimizer import (
    AllocationFinding,
    Document,
    KeptPlaybook,
    OptimizerRun,
    Recommendation,
    aware_moment,
)
from bot.domain.kept.provenance import Provenance

__all__ = [
    "BEGINNING",
    "AllocationFinding",
    "ConfigCheck",
    "ConfigPoll",
    "ConfigVersion",
    "Document",
    "KeptCandles",
    "KeptPlaybook",
    "KeptStretch",
    "LoadedConfig",
    "OptimizerRun",
    "Provenance",
    "Recommendation",
    "StatedConfig",
    "aware_moment",
]
