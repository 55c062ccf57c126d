"""One capital shared among many accounts: ways to do it, and whether any beats equal parts."""

from bot.portfolio.allocation.comparison import BEYOND_CHANCE, FOLDS, Comparison, SchemeResult
from bot.portfolio.allocation.daily_returns import DailyValues, daily_values
from bot.portfolio.allocation.schemes import Scheme, Weights
from bot.portfolio.allocation.study import AllocationStudy, study_allocation

__all__ = [
    "BEYOND_CHANCE",
    "FOLDS",
    "AllocationStudy",
    "Comparison",
    "DailyValues",
    "Scheme",
    "SchemeResult",
    "Weights",
    "daily_values",
    "study_allocation",
]
