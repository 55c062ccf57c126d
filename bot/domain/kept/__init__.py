"""What stores hand out: configs with where they come from, and what the optimizer left behind."""

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
    "AllocationFinding",
    "ConfigCheck",
    "ConfigPoll",
    "ConfigVersion",
    "Document",
    "KeptPlaybook",
    "LoadedConfig",
    "OptimizerRun",
    "Provenance",
    "Recommendation",
    "StatedConfig",
    "aware_moment",
]
