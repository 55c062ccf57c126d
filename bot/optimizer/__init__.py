"""Searching for a better config, and judging whether it may replace the one in use."""

from bot.backtesting import Conditions
from bot.optimizer.promotion.contender import Contender
from bot.optimizer.promotion.documents import (
    interrupted_record,
    provenance,
    recommendation,
    rollback_recommendation,
    rollback_record,
    run_record,
    watch_document,
)
from bot.optimizer.promotion.gate_memory import GateState
from bot.optimizer.promotion.looks import LookLedger
from bot.optimizer.promotion.symbol_study import GateTerms, Study, study
from bot.optimizer.promotion.verdict import Verdict
from bot.optimizer.promotion.watch import Watch
from bot.optimizer.search.objective import Judge, Objective
from bot.optimizer.search.random_search import SearchInterrupted, random_search_optimize
from bot.optimizer.search.result import OptimizationResult, TrialTable
from bot.optimizer.search.searches import Searches, SearchesHere, SearchesOn
from bot.optimizer.search.space import SearchSpace

__all__ = [
    "Conditions",
    "Contender",
    "GateState",
    "GateTerms",
    "Judge",
    "LookLedger",
    "Objective",
    "OptimizationResult",
    "SearchInterrupted",
    "SearchSpace",
    "Searches",
    "SearchesHere",
    "SearchesOn",
    "Study",
    "TrialTable",
    "Verdict",
    "Watch",
    "interrupted_record",
    "provenance",
    "random_search_optimize",
    "recommendation",
    "rollback_recommendation",
    "rollback_record",
    "run_record",
    "study",
    "watch_document",
]
