"""What the gate is given: how strict it is, and how much there must be to look at."""

import math
from dataclasses import dataclass, field
from datetime import datetime

from bot.optimizer.promotion.evidence import SEARCHED_SHARE, Evidence
from bot.optimizer.promotion.looks import LookLedger
from bot.optimizer.search import Judge

PROMOTION_ALPHA = 0.05
"""The chance that a first look promotes luck; a whole year does with at most twice that."""
LEAST_UNSEEN_CANDLES = 500
LEAST_UNSEEN_TRADES = 30
"""Among fewer trades the rare large loss of a config with many small wins is often missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateTerms:
    """How strict the gate is, and which looks were spent before."""

    is_on: bool = True
    alpha: float = PROMOTION_ALPHA
    ledger: LookLedger = field(default_factory=LookLedger)


def on_or_off(is_on: bool) -> str:
    """The gate's state as records and logs name it."""
    return "on" if is_on else "off"


def least_trades(evidence: Evidence, judge: Judge) -> int:
    """The judge's min_trades in proportion to the unseen candles, and never below 30."""
    unseen, all_candles = len(evidence.challenger), _candles(evidence)
    return max(LEAST_UNSEEN_TRADES, round(judge.min_trades * unseen / all_candles))


def too_few_candles(candles: int) -> str | None:
    """Why so many candles are too few to look at; None where they are enough."""
    unseen = candles - int(candles * SEARCHED_SHARE)
    if unseen >= LEAST_UNSEEN_CANDLES:
        return None
    needed = math.ceil(LEAST_UNSEEN_CANDLES / (1.0 - SEARCHED_SHARE))
    return (
        f"{unseen} candles that a search has not seen are too few to judge by, "
        f"{LEAST_UNSEEN_CANDLES} are needed: take {needed} candles (OPTIMIZE_LOOKBACK)"
    )


def too_few_trades(evidence: Evidence, judge: Judge) -> str | None:
    """Why there is too little to look at; None where there is enough.

    Reads no return: a look that is put off for this reason has not been taken.
    """
    trades, least = evidence.challenger_metrics.total_trades, least_trades(evidence, judge)
    if trades >= least:
        return None
    return f"{trades} trades on unseen candles are too few to judge by, {least} are needed"


def waits_until(due: datetime, candles: int) -> str:
    """Why a run between two looks takes none."""
    return (
        f"no look at the evidence is due before {due:%Y-%m-%d %H:%M} UTC, {candles:,} candles"
        " from now; what this run found is only shown"
    )


def _candles(evidence: Evidence) -> int:
    last = evidence.walk.folds[-1]
    return last.searched_candles + last.traded_candles
