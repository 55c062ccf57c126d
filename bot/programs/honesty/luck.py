"""Series without an edge: how often is anything promoted, and the champion called disproven?"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer import (
    Conditions,
    FinerCandles,
    GateTerms,
    LocalSearches,
    LookLedger,
    SearchRequest,
    Study,
    run_study,
)
from bot.programs.honesty.edges import NO_EDGE

CONDITIONS = Conditions(policy=DecisionPolicy(), source="a series of known truth")
WINDOW = 2_000
DAY = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRun:
    """What one run came to: whether it looked, promoted, and called the champion disproven."""

    promoted: bool
    looked: bool
    disproven: bool


def judged_at_once(candles: pd.DataFrame, n_trials: int, seed: int) -> JudgedRun:
    """One run with a fresh ledger, without any cost of trading."""
    study = studied(candles, n_trials, seed, GateTerms())
    seen = study.examination
    return JudgedRun(
        promoted=study.verdict.promoted,
        looked=seen is not None,
        disproven=seen is not None and seen.disproves_champion,
    )


def promoted_in_a_year(candles: pd.DataFrame, n_trials: int, seed: int) -> bool:
    """Whether any of the runs, one a day on the newest WINDOW candles, promotes what it finds.

    A run on whose day no look is due cannot promote, and is not searched.
    """
    ledger = LookLedger()
    for end in range(WINDOW, len(candles) + 1, DAY):
        window = candles.iloc[end - WINDOW : end]
        terms = GateTerms(ledger=ledger)
        if ledger.due(_last_close(window), terms.alpha) is None:
            continue
        study = studied(window, n_trials, seed + end, terms)
        if study.verdict.promoted:
            return True
        ledger = study.ledger
    return False


def studied(
    candles: pd.DataFrame,
    n_trials: int,
    seed: int,
    terms: GateTerms,
    *,
    base: StrategyConfig = NO_EDGE.default,
    finer: FinerCandles | None = None,
) -> Study:
    """One run over all the candles; `finer` is what is kept of their inside (None: nothing)."""
    request = SearchRequest(
        candles=candles,
        base=base,
        n_trials=n_trials,
        conditions=CONDITIONS,
        seed=seed,
    )
    return run_study(request, searches=LocalSearches(jobs=1), terms=terms, finer=finer)


def _last_close(candles: pd.DataFrame) -> datetime:
    moment: datetime = (candles.index[-1] + np.timedelta64(1, "h")).to_pydatetime()
    return moment
