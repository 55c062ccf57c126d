"""Searching for a better config, and judging whether it may replace the one in use."""

from bot.optimizer.conditions import Conditions
from bot.optimizer.contender import Contender
from bot.optimizer.documents import (
    interrupted_record,
    provenance,
    recommendation,
    rollback_recommendation,
    rollback_record,
    run_record,
    watch_document,
)
from bot.optimizer.gate_state import GateState
from bot.optimizer.looks import LookLedger
from bot.optimizer.objective import Judge, Objective
from bot.optimizer.promotion import GateTerms, Study, study
from bot.optimizer.result import OptimizationResult, TrialTable
from bot.optimizer.search import SearchInterrupted, random_search_optimize
from bot.optimizer.searches import Searches, SearchesHere, SearchesOn
from bot.optimizer.space import SearchSpace
from bot.optimizer.verdict import Verdict
from bot.optimizer.watch import Watch

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
