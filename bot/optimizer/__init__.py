"""Searching for a better config, and judging whether it may replace the one in use."""

from bot.optimizer.conditions import Conditions
from bot.optimizer.documents import provenance, recommendation, run_record
from bot.optimizer.objective import Judge, Objective
from bot.optimizer.promotion import Contender, Study, Verdict, study
from bot.optimizer.result import OptimizationResult, TrialTable
from bot.optimizer.search import random_search_optimize
from bot.optimizer.space import SearchSpace

__all__ = [
    "Conditions",
    "Contender",
    "Judge",
    "Objective",
    "OptimizationResult",
    "SearchSpace",
    "Study",
    "TrialTable",
    "Verdict",
    "provenance",
    "random_search_optimize",
    "recommendation",
    "run_record",
    "study",
]
