"""Searching for a better config, and judging whether it may replace the one in use."""

from bot.optimizer.objective import Judge, Objective
from bot.optimizer.result import OptimizationResult, TrialTable
from bot.optimizer.search import random_search_optimize
from bot.optimizer.space import SearchSpace

__all__ = [
    "Judge",
    "Objective",
    "OptimizationResult",
    "SearchSpace",
    "TrialTable",
    "random_search_optimize",
]
