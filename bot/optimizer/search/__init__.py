"""Choosing configs and keeping the best: spaces, samplers, trials, the search itself."""

from bot.optimizer.search.objective import metric
from bot.optimizer.search.random_search import memory_of, trial_threads
from bot.optimizer.search.result import WHOLE_METRICS
from bot.optimizer.search.search_loop import Progress
from bot.optimizer.search.searches import SearchesOn
from bot.optimizer.search.space import IntArray
from bot.optimizer.search.strategy_trials import RISK_FIELDS

__all__ = [
    "RISK_FIELDS",
    "WHOLE_METRICS",
    "IntArray",
    "Progress",
    "SearchesOn",
    "memory_of",
    "metric",
    "trial_threads",
]
