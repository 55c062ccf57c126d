"""One search: many configs chosen, each backtested, the best one kept."""

import time
from concurrent.futures import Executor

from bot.candles import CandleArrays
from bot.domain.errors import ConfigError, DataError
from bot.optimizer.search.ask_and_tell import AskAndTell, Progress
from bot.optimizer.search.interrupted import SearchInterrupted
from bot.optimizer.search.request import SearchRequest
from bot.optimizer.search.result import OptimizationResult, TrialTable
from bot.optimizer.search.samplers import sampler_named
from bot.optimizer.search.space import SearchSpace
from bot.optimizer.search.threads import trial_threads
from bot.optimizer.search.trial_kinds import memory_of, trial_kind
from bot.optimizer.trials import TrialInputs
from bot.strategy import DEVIATION_CANDLES


def run_search(
    request: SearchRequest,
    *,
    jobs: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> OptimizationResult:
    """Backtest the trials in `jobs` threads (None: all cores), or where `executor` takes the parts.

    The result is the same wherever it is computed. Raises ConfigError for more memory than a search
    may take and where no trial is valid, DataError for candles too few to warm up any config,
    SearchInterrupted with the finished trials on Ctrl-C.
    """
    started = time.perf_counter()
    _refuse_too_few(len(request.traded), request.space)
    _refuse_too_much(request, jobs if executor is None else 1)
    kind = trial_kind(request.base)
    arrays = CandleArrays.of(request.candles, request.base.timeframe)
    traded = slice(request.warm_up, len(arrays))
    trials = kind.trials(TrialInputs.of(arrays, request.base, request.conditions, (traded,)))
    space = kind.space(request.base, request.space)
    sampler = sampler_named(request.sampler)(space, request.n_trials, request.seed)
    searched = AskAndTell(request.judge, request.n_trials, progress)
    try:
        with trial_threads(jobs, executor) as pool:
            searched.run(sampler, trials, pool)
    except KeyboardInterrupt as interrupt:
        done = _result(request, searched, started) if searched.done else None
        raise SearchInterrupted(done, request.n_trials) from interrupt
    if not searched.done:
        raise ConfigError(
            f"need a {request.sampler} of {request.n_trials} trials with a valid one, none was: "
            "take more trials"
        )
    return _result(request, searched, started)


def _result(request: SearchRequest, searched: AskAndTell, started: float) -> OptimizationResult:
    configs, metrics = searched.finished()
    scores = request.judge.scores(metrics)
    return OptimizationResult(
        judge=request.judge,
        policy=request.conditions.policy,
        seed=request.seed,
        trials=TrialTable(configs=configs, metrics=metrics, scores=scores),
        candles=len(request.traded),
        elapsed_seconds=time.perf_counter() - started,
        sampler=request.sampler,
    )


def _refuse_too_few(count: int, space: SearchSpace) -> None:
    """Under another strategy as well: the AI's features need as many."""
    least = 1 + max(space.ema_slow[0], space.rsi_period[0] + 1, DEVIATION_CANDLES)
    if count < least:
        raise DataError(f"need at least {least} candles for a first decision, were {count}")


def _refuse_too_much(request: SearchRequest, jobs: int | None) -> None:
    memory_of(
        request.base,
        request.space,
        len(request.traded),
        request.n_trials,
        sampler=request.sampler,
        jobs=jobs,
    ).refuse_too_much()
