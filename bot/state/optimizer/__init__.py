from bot.state.optimizer.mending import mend_optimizer_files
from bot.state.optimizer.playbook import JsonPlaybookStore
from bot.state.optimizer.promotions import JsonPromotionStore
from bot.state.optimizer.recommendations import (
    JsonAllocationStore,
    JsonRecommendationStore,
    RecommendationsFile,
)
from bot.state.optimizer.runs import JsonRunStore

__all__ = [
    "JsonAllocationStore",
    "JsonPlaybookStore",
    "JsonPromotionStore",
    "JsonRecommendationStore",
    "JsonRunStore",
    "RecommendationsFile",
    "mend_optimizer_files",
]
