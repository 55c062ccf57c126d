"""A search: many configs chosen, each backtested, the best one kept."""

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

import numpy as np

from bot.candles import CandleArrays
from bot.decide import observe
from bot.domain import (
    EMA_RSI,
    AssetType,
    DecisionPolicy,
    MacroEvent,
    StrategyConfig,
    finite_number,
    guess_asset_type,
    periods_per_year,
    require,
    whole_number,
)
from bot.domain.errors import ConfigError, DataError
from bot.optimizer.fast_trials.batch import TrialInputs, indicator_tables, run_trials
from bot.optimizer.fast_trials.trends import trend_table
from bot.optimizer.search.any_draws import AnyDraws
from bot.optimizer.search.memory import SearchMemory, search_memory, strategy_memory
from bot.optimizer.search.objective import Judge, MetricColumns, Objective
from bot.optimizer.search.result import OptimizationResult, TrialTable
from bot.optimizer.search.samplers import NSGA2, RANDOM, TPE, ParameterSpace, sampler_named
from bot.optimizer.search.search_loop import Progress as Progress
from bot.optimizer.search.search_loop import RunPart, SearchLoop, trials_a_part
from bot.optimizer.search.space import Draws, SearchSpace
from bot.optimizer.search.strategy_trials import (
    STRATEGY_TRIALS_A_PART,
    StrategyDraws,
    StrategySpace,
    StrategyTrialInputs,
    run_strategy_trials,
)
from bot.strategy import DEVIATION_CANDLES

if TYPE_CHECKING:
    import pandas as pd

LARGEST_SEED = 10_000_000
"""What --seed takes, so that a run whose seed nobody chose can be repeated."""


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
    started = time.perf_counter()
    judge = Judge(
        objective=Objective.named(objective), mdd_weight=mdd_weight, min_trades=min_trades
    )
    count = whole_number("n_trials", n_trials)
    require(count >= 1, "n_trials >= 1", count)
    seed = fresh_seed() if seed is None else whole_number("seed", seed)
    require(seed >= 0, "seed >= 0", seed)
    space = space or SearchSpace()
    make_sampler = sampler_named(sampler)
    _refuse_too_few(len(candles), space)
    memory_of(
        base_config,
        space,
        len(candles),
        count,
        sampler=sampler,
        jobs=jobs if executor is None else 1,
    ).refuse_too_much()
    policy = policy or DecisionPolicy()
    policy = replace(policy, ai_enabled=policy.ai_enabled and use_ai)
    arrays = CandleArrays.of(candles, base_config.timeframe)
    shared = StrategyTrialInputs(
        candles=arrays,
        observations=observe(
            arrays,
            policy,
            macro_events,
            symbol=macro_symbol or base_config.symbol,
            count_undated=count_undated,
        ),
        policy=policy,
        initial_balance=_positive(initial_balance),
        periods_per_year=periods_per_year(
            asset_type or guess_asset_type(base_config.symbol), base_config.timeframe
        ),
    )
    loop = SearchLoop(judge, count, progress)
    searched = parameter_space(base_config, space)
    chooses = make_sampler(searched, count, seed)

    def result() -> OptimizationResult:
        draws, metrics = loop.finished()
        table = TrialTable(
            base=base_config, draws=draws, metrics=metrics, scores=judge.scores(metrics)
        )
        return OptimizationResult(
            judge=judge,
            policy=policy,
            seed=seed,
            trials=table,
            candles=len(candles),
            elapsed_seconds=time.perf_counter() - started,
            sampler=sampler,
        )

    try:
        with trial_threads(jobs, executor) as pool:
            if base_config.strategy == EMA_RSI:
                parts = trials_a_part(len(candles))
                loop.run(chooses, partial(_prepared, shared, base_config, pool), pool, parts)
            else:
                run = partial(_run_strategies, shared)
                loop.run(chooses, lambda draws: run, pool, STRATEGY_TRIALS_A_PART)
    except KeyboardInterrupt as interrupt:
        raise SearchInterrupted(result() if loop.done else None, count) from interrupt
    if not loop.done:
        raise ConfigError(
            f"need a {sampler} of {count} trials with a valid one, none was: take more trials"
        )
    return result()


class SearchInterrupted(KeyboardInterrupt):
    """The search was ended by Ctrl-C: `found` holds its finished trials, None without any.

    `n_trials` is how many there were to be.
    """

    def __init__(self, found: OptimizationResult | None, n_trials: int) -> None:
        super().__init__()
        self.found = found
        self.n_trials = n_trials

    @property
    def sentence(self) -> str:
        """What was finished and found."""
        if self.found is None:
            return f"interrupted before the first of {self.n_trials:,} trials was done"
        score = self.found.best_score
        best = (
            "none eligible yet"
            if score is None
            else f"best {self.found.judge.objective} {score:.4g}"
        )
        return f"interrupted after {self.found.n_trials:,} of {self.n_trials:,} trials, {best}"


def parameter_space(base: StrategyConfig, space: SearchSpace) -> ParameterSpace:
    """What is searched under the strategy of `base`."""
    return space if base.strategy == EMA_RSI else StrategySpace(base=base, risk=space)


def memory_of(
    base: StrategyConfig,
    space: SearchSpace,
    candles: int,
    n_trials: int,
    *,
    sampler: str = RANDOM,
    jobs: int | None = None,
) -> SearchMemory:
    """What a search takes at most about."""
    learns = sampler in (TPE, NSGA2)
    threads = _threads(jobs)
    if base.strategy == EMA_RSI:
        return search_memory(candles, n_trials, jobs=threads, axes=space.axes, learns=learns)
    most = STRATEGY_TRIALS_A_PART
    return strategy_memory(candles, n_trials, jobs=threads, most_a_part=most, learns=learns)


def fresh_seed() -> int:
    """A seed that nobody chose, from 0 to LARGEST_SEED."""
    return int(np.random.SeedSequence().generate_state(1)[0]) % (LARGEST_SEED + 1)


def _refuse_too_few(count: int, space: SearchSpace) -> None:
    """Under another strategy as well: the AI's features need as many."""
    least = 1 + max(space.ema_slow[0], space.rsi_period[0] + 1, DEVIATION_CANDLES)
    if count < least:
        raise DataError(f"need at least {least} candles for a first decision, were {count}")


@contextmanager
def trial_threads(jobs: int | None, executor: Executor | None) -> Iterator[Executor]:
    """`executor`, else `jobs` threads (default: all cores) until the end; an interrupt waits for
    the parts in the making only. ConfigError for less than one.
    """
    if executor is not None:
        yield executor
        return
    pool = ThreadPoolExecutor(_threads(jobs), thread_name_prefix="trials")
    try:
        yield pool
    finally:  # an interrupt waits for the parts in the making, not for those in the queue
        pool.shutdown(cancel_futures=True)


def _threads(jobs: int | None) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    threads = whole_number("jobs", cores or 1 if jobs is None else jobs)
    require(threads >= 1, "jobs >= 1", threads)
    return threads


def _positive(initial_balance: float) -> float:
    balance = finite_number("initial_balance", initial_balance)
    require(balance > 0, "initial_balance > 0", balance)
    return balance


def _with_tables(
    shared: StrategyTrialInputs, base: StrategyConfig, draws: Draws, pool: Executor
) -> TrialInputs:
    emas, rsis = indicator_tables(shared.candles.close, draws, pool)
    trends = None
    if not shared.policy.ai_enabled and shared.policy.min_confidence <= 0.0:
        trends = trend_table(
            emas.values,
            emas.rows_for(draws.ema_fast),
            emas.rows_for(draws.ema_slow),
            shared.observations.deviation,
            pool,
        )
    return TrialInputs(
        candles=shared.candles,
        observations=shared.observations,
        base=base,
        policy=shared.policy,
        initial_balance=shared.initial_balance,
        periods_per_year=shared.periods_per_year,
        emas=emas,
        rsis=rsis,
        trends=trends,
    )


def _prepared(
    shared: StrategyTrialInputs, base: StrategyConfig, pool: Executor, draws: AnyDraws
) -> RunPart:
    """With the indicators of every period that the batch uses."""
    inputs = _with_tables(shared, base, cast(Draws, draws), pool)
    return partial(_run_ema_rsi, inputs)


def _run_ema_rsi(inputs: TrialInputs, draws: AnyDraws) -> MetricColumns:
    return run_trials(inputs, cast(Draws, draws))


def _run_strategies(inputs: StrategyTrialInputs, draws: AnyDraws) -> MetricColumns:
    return run_strategy_trials(inputs, cast(StrategyDraws, draws))
