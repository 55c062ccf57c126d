"""Our own search, from the candles frame to the named best config."""

import pandas as pd

from benchmarks.workload import CONFIG, SEED, TECHNICAL_RULE, TRIALS, Workload
from bot.domain import DecisionPolicy
from bot.optimizer import OptimizationResult, random_search_optimize


def search(
    work: Workload, policy: DecisionPolicy = TECHNICAL_RULE, jobs: int | None = None
) -> OptimizationResult:
    """All trials by random_search_optimize with every metric of each."""
    return trials(work.candles, TRIALS, policy, jobs)


def trials(
    candles: pd.DataFrame,
    count: int,
    policy: DecisionPolicy = TECHNICAL_RULE,
    jobs: int | None = None,
) -> OptimizationResult:
    """So many trials over some candles."""
    return random_search_optimize(
        candles, CONFIG, count, seed=SEED, policy=policy, use_ai=policy.ai_enabled, jobs=jobs
    )
