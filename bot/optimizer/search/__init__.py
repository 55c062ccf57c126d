"""Choosing configs and keeping the best: requests, spaces, samplers, the search itself."""

from bot.optimizer.search.ask_and_tell import Progress
from bot.optimizer.search.counted_searches import CountedSearches
from bot.optimizer.search.interrupted import SearchInterrupted
from bot.optimizer.search.memory import SearchMemory
from bot.optimizer.search.nothing_found import NothingFound
from bot.optimizer.search.objective import Judge, Objective
from bot.optimizer.search.random_search import random_search_optimize
from bot.optimizer.search.request import SearchRequest, fresh_seed
from bot.optimizer.search.result import OptimizationResult, TrialTable
from bot.optimizer.search.run import run_search
from bot.optimizer.search.samplers import NSGA2, RANDOM
from bot.optimizer.search.search_runner import (
    ExecutorSearches,
    LocalSearches,
    PendingResult,
    SearchRunner,
)
from bot.optimizer.search.space import SearchSpace
from bot.optimizer.search.strategy_space import RISK_FIELDS
from bot.optimizer.search.threads import trial_threads
from bot.optimizer.search.trial_kinds import memory_of, trials_over

__all__ = [
    "NSGA2",
    "RANDOM",
    "RISK_FIELDS",
    "CountedSearches",
    "ExecutorSearches",
    "Judge",
    "LocalSearches",
    "NothingFound",
    "Objective",
    "OptimizationResult",
    "PendingResult",
    "Progress",
    "SearchInterrupted",
    "SearchMemory",
    "SearchRequest",
    "SearchRunner",
    "SearchSpace",
    "TrialTable",
    "fresh_seed",
    "memory_of",
    "random_search_optimize",
    "run_search",
    "trial_threads",
    "trials_over",
]
