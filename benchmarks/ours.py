"""Our own search, from the candles frame to the named best config."""

from benchmarks.workload import CONFIG, SEED, TECHNICAL_RULE, TRIALS, Workload
from bot.domain import DecisionPolicy
from bot.optimizer import OptimizationResult, random_search_optimize


def search(work: Workload, policy: DecisionPolicy = TECHNICAL_RULE) -> OptimizationResult:
    """All trials by random_search_optimize with every metric of each."""
    return random_search_optimize(
        work.candles, CONFIG, TRIALS, seed=SEED, policy=policy, use_ai=policy.ai_enabled
    )
