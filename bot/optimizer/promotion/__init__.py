"""May a challenger replace the champion? Evidence, looks, the gate, the watch afterwards."""

from bot.optimizer.promotion.evidence import Evidence, gather, traded_in_folds, unseen_returns
from bot.optimizer.promotion.gate import examine
from bot.optimizer.promotion.gate_state import GateState
from bot.optimizer.promotion.gate_terms import PROMOTION_ALPHA, GateTerms, on_or_off, too_few_trades
from bot.optimizer.promotion.inside import FinerCandles, too_shallow, view_of
from bot.optimizer.promotion.interrupted_document import interrupted_record
from bot.optimizer.promotion.looks import LookLedger
from bot.optimizer.promotion.run_documents import provenance, recommendation, run_record
from bot.optimizer.promotion.standings import given_up, standings_after
from bot.optimizer.promotion.study import Study
from bot.optimizer.promotion.study_progress import StudyProgress
from bot.optimizer.promotion.study_run import run_study
from bot.optimizer.promotion.ungated_rule import GATE_OFF
from bot.optimizer.promotion.verdict import Grounds, Verdict
from bot.optimizer.promotion.watching import (
    RollbackWatch,
    candles_to_tell,
    rollback_recommendation,
    rollback_record,
    watch_document,
    watched_standing,
)

__all__ = [
    "GATE_OFF",
    "PROMOTION_ALPHA",
    "Evidence",
    "FinerCandles",
    "GateState",
    "GateTerms",
    "Grounds",
    "LookLedger",
    "RollbackWatch",
    "Study",
    "StudyProgress",
    "Verdict",
    "candles_to_tell",
    "examine",
    "gather",
    "given_up",
    "interrupted_record",
    "on_or_off",
    "provenance",
    "recommendation",
    "rollback_recommendation",
    "rollback_record",
    "run_record",
    "run_study",
    "standings_after",
    "too_few_trades",
    "too_shallow",
    "traded_in_folds",
    "unseen_returns",
    "view_of",
    "watch_document",
    "watched_standing",
]
