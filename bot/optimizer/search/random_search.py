"""A search as users of the library ask for it."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.backtesting import Conditions
from bot.domain import AssetType, DecisionPolicy, MacroEvent, StrategyConfig
from bot.optimizer.search.ask_and_tell import Progress
from bot.optimizer.search.objective import Judge, Objective
from bot.optimizer.search.request import SearchRequest, fresh_seed
from bot.optimizer.search.result import OptimizationResult
from bot.optimizer.search.run import run_search
from bot.optimizer.search.samplers import RANDOM
from bot.optimizer.search.space import SearchSpace

if TYPE_CHECKING:
    import pandas as pd


def random_search_optimize(
    candles: "pd.DataFrame",
    base_config: StrategyConfig,
    n_trials: int,
    *,
    objective: str = "sharpe",
    mdd_weight: float = 0.5,
    min_trades: int = 5,
    seed: int | None = None,
    use_ai: bool = True,
    macro_events: Sequence[MacroEvent] = (),
    policy: DecisionPolicy | None = None,
    initial_balance: float = 10_000.0,
    asset_type: AssetType | None = None,
    periods_per_year: float | None = None,
    macro_symbol: str | None = None,
    count_undated: bool = False,
    space: SearchSpace | None = None,
    jobs: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    sampler: str = RANDOM,
) -> OptimizationResult:
    """Backtest `n_trials` configs on a checked candles frame and name the best.

    Which ones is the `sampler`'s choice: random, grid, tpe or nsga2.

    A trial is `base_config` with the fields of the space (default: SearchSpace()) drawn anew; under
    a strategy other than EMA/RSI these are the parameters of its own search space and the risk's.
    What is scored is the decision that the bot would take, so AI and macro count unless `use_ai` or
    the policy switch them off. The same seed (None: a fresh one, told in the result) gives the same
    result whatever `jobs` (threads, default: all cores) or the `executor` that takes the parts.
    Raises ConfigError for an unknown objective or sampler, less than one trial and more memory than
    a search may take, DataError for candles too few to warm up any config, SearchInterrupted with
    the finished trials on Ctrl-C.
    """
    usual = policy or DecisionPolicy()
    judge = Judge(
        objective=Objective.named(objective), mdd_weight=mdd_weight, min_trades=min_trades
    )
    request = SearchRequest(
        candles=candles,
        base=base_config,
        n_trials=n_trials,
        conditions=Conditions(
            policy=replace(usual, ai_enabled=usual.ai_enabled and use_ai),
            events=tuple(macro_events),
            macro_symbol=macro_symbol,
            count_undated=count_undated,
            asset_type=asset_type,
            stated_periods=periods_per_year,
            initial_balance=initial_balance,
        ),
        judge=judge,
        seed=fresh_seed() if seed is None else seed,
        sampler=sampler,
        space=space or SearchSpace(),
    )
    return run_search(request, jobs=jobs, executor=executor, progress=progress)
