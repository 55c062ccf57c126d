"""Random search: many configs drawn, each backtested, the best one kept."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bot.decide import observe
from bot.domain import (
    EMA_RSI,
    AssetType,
    DecisionPolicy,
    MacroEvent,
    StrategyConfig,
    guess_asset_type,
    periods_per_year,
)
from bot.domain.checks import finite_number, require, whole_number
from bot.domain.errors import DataError
from bot.optimizer.batch import TrialInputs, indicator_tables, run_trials
from bot.optimizer.objective import Judge, MetricColumns, Objective
from bot.optimizer.result import OptimizationResult, TrialTable
from bot.optimizer.space import Draws, SearchSpace, rows_of
from bot.optimizer.strategy_trials import (
    StrategyDraws,
    StrategyTrialInputs,
    draw_configs,
    run_strategy_trials,
)
from bot.rules.candle_arrays import CandleArrays
from bot.strategy import DEVIATION_CANDLES

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int, float | None], None]
"""Told after each part: trials done, trials in all, best score so far."""

TRIALS_A_PART = 256


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
) -> OptimizationResult:
    """Backtest `n_trials` random configs on a checked candles frame and name the best.

    A trial is `base_config` with the fields of the space (default: SearchSpace()) drawn anew; under
    a strategy other than EMA/RSI these are the parameters of its own search space and the risk's.
    What is scored is the decision that the bot would take, so AI and macro count unless `use_ai` or
    the policy switch them off. The same seed (None: a fresh one, told in the result) gives the same
    result whatever `jobs` (threads, default: all cores) or the `executor` that takes the parts.
    Raises ConfigError for an unknown objective or less than one trial, DataError for candles too
    few to warm up any config.
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
    _refuse_too_few(len(candles), space)
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
    generator = np.random.default_rng(seed)
    draws: Draws | StrategyDraws
    with trial_threads(jobs, executor) as pool:
        if base_config.strategy == EMA_RSI:
            draws = space.draw(count, generator)
            inputs = _with_tables(shared, base_config, draws, pool)
            run = partial(_part, inputs, draws)
        else:
            draws = draw_configs(base_config, space, count, generator)
            run = partial(_strategy_part, shared, draws)
        metrics = _run_in_parts(run, count, judge, pool, progress)
    trials = TrialTable(
        base=base_config, draws=draws, metrics=metrics, scores=judge.scores(metrics)
    )
    return OptimizationResult(
        judge=judge,
        policy=policy,
        seed=seed,
        trials=trials,
        candles=len(candles),
        elapsed_seconds=time.perf_counter() - started,
    )


def fresh_seed() -> int:
    """A seed that nobody chose, small enough for every JSON reader."""
    return int(np.random.SeedSequence().generate_state(1)[0])


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
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    threads = whole_number("jobs", cores or 1 if jobs is None else jobs)
    require(threads >= 1, "jobs >= 1", threads)
    pool = ThreadPoolExecutor(threads, thread_name_prefix="trials")
    try:
        yield pool
    finally:  # an interrupt waits for the parts in the making, not for those in the queue
        pool.shutdown(cancel_futures=True)


def _positive(initial_balance: float) -> float:
    balance = finite_number("initial_balance", initial_balance)
    require(balance > 0, "initial_balance > 0", balance)
    return balance


def _with_tables(
    shared: StrategyTrialInputs, base: StrategyConfig, draws: Draws, pool: Executor
) -> TrialInputs:
    emas, rsis = indicator_tables(shared.candles.close, draws, pool)
    return TrialInputs(
        candles=shared.candles,
        observations=shared.observations,
        base=base,
        policy=shared.policy,
        initial_balance=shared.initial_balance,
        periods_per_year=shared.periods_per_year,
        emas=emas,
        rsis=rsis,
    )


def _part(inputs: TrialInputs, draws: Draws, start: int, end: int) -> MetricColumns:
    return run_trials(inputs, rows_of(draws, start, end))


def _strategy_part(
    inputs: StrategyTrialInputs, draws: StrategyDraws, start: int, end: int
) -> MetricColumns:
    return run_strategy_trials(inputs, StrategyDraws(draws.configs[start:end]))


def _run_in_parts(
    run: Callable[[int, int], MetricColumns],
    count: int,
    judge: Judge,
    pool: Executor,
    progress: Progress | None,
) -> MetricColumns:
    """Parts are of one size whatever the pool, and joined in their order."""
    starts = range(0, count, TRIALS_A_PART)
    futures = [pool.submit(run, start, min(start + TRIALS_A_PART, count)) for start in starts]
    parts: list[MetricColumns] = []
    best: float | None = None
    done = 0
    for future in futures:
        parts.append(future.result())
        done += len(parts[-1])
        if progress is not None:
            best = _better(best, judge.scores(parts[-1]).tolist())
            progress(done, count, best)
    return np.concatenate(parts)


def _better(best: float | None, scores: list[float]) -> float | None:
    known = [score for score in scores if score == score]
    return max([*known, *([] if best is None else [best])], default=None)
