"""Every asset of the portfolio optimized in turn, or all at once elsewhere."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

from structlog.typing import FilteringBoundLogger

from bot.domain import OptimizerStores
from bot.domain.errors import TradingLabError
from bot.optimizer import (
    ExecutorSearches,
    GateTerms,
    Grounds,
    LocalSearches,
    SearchInterrupted,
    SearchRequest,
    StudyProgress,
    Verdict,
    run_study,
)
from bot.optimizer.promotion import GATE_OFF, watched_standing
from bot.optimizer.search import SearchMemory, fresh_seed, memory_of
from bot.portfolio.optimizing.asset import OptimizedAsset
from bot.portfolio.optimizing.gate_memory import GateMemory, still_watched
from bot.portfolio.optimizing.outcome import AssetOutcome, RunInterrupted
from bot.portfolio.optimizing.plan import SearchPlan
from bot.portfolio.optimizing.recorder import RunRecorder

CHANGED_MEANWHILE = (
    "kept: the config in use was changed while the run was at work, and what it found was held "
    "against the one before"
)


class PortfolioOptimizer:
    """Optimizes assets one after another; a broken one is recorded and skipped.

    The caller is the only optimizer on the volume (Volume.hold).
    """

    def __init__(
        self,
        assets: Sequence[OptimizedAsset],
        stores: OptimizerStores,
        log: FilteringBoundLogger,
        now: Callable[[], datetime],
    ) -> None:
        self._assets = tuple(assets)
        self._stores = stores
        self._log = log
        self._now = now
        self._lock = threading.RLock()

    @property
    def assets(self) -> tuple[OptimizedAsset, ...]:
        """What each symbol is optimized with, in order."""
        return self._assets

    @property
    def symbols(self) -> tuple[str, ...]:
        """What is optimized, in order."""
        return tuple(asset.symbol for asset in self._assets)

    def run(self, plan: SearchPlan, progress: StudyProgress | None = None) -> list[AssetOutcome]:
        """One study for every asset, each written as soon as it is done.

        StateError where the volume cannot be written. Ctrl-C becomes RunInterrupted: what is
        written stays, and of what was being searched nothing is promoted.
        """
        progress = progress or StudyProgress()
        if plan.searches is not None:
            return self._run_at_once(plan, plan.searches, progress)
        done: list[AssetOutcome] = []
        for asset in self._assets:
            try:
                done.append(self._optimize(asset, plan, progress))
            except KeyboardInterrupt as interrupt:
                search = interrupt if isinstance(interrupt, SearchInterrupted) else None
                done.append(self._recorder(plan).interrupted(asset.symbol, search))
                raise RunInterrupted(done) from interrupt
        return done

    def _run_at_once(
        self, plan: SearchPlan, searches: ExecutorSearches, progress: StudyProgress
    ) -> list[AssetOutcome]:
        """Each asset in a thread that waits for its searches; reading and writing takes turns."""

        shared = progress.in_turns(self._lock)
        with ThreadPoolExecutor(len(self._assets), thread_name_prefix="assets") as threads:
            waiting = [
                threads.submit(self._optimize, asset, plan, shared) for asset in self._assets
            ]
            try:
                return [future.result() for future in waiting]
            except KeyboardInterrupt as interrupt:
                searches.cancel()
                raise RunInterrupted(self._ended(plan, waiting)) from interrupt
            except BaseException:
                searches.cancel()
                raise

    def _ended(
        self, plan: SearchPlan, waiting: Sequence[Future[AssetOutcome]]
    ) -> list[AssetOutcome]:
        """The outcomes of an interrupted run; waits for those that were being written."""
        return [
            self._recorder(plan).interrupted(asset.symbol, None)
            if future.exception() is not None
            else future.result()
            for asset, future in zip(self._assets, waiting, strict=True)
        ]

    def _optimize(
        self, asset: OptimizedAsset, plan: SearchPlan, progress: StudyProgress
    ) -> AssetOutcome:
        recorder = self._recorder(plan)
        try:
            with self._lock:
                champion = asset.champion()
                candles, conditions = asset.candles(champion), asset.conditions()
                gate = GateMemory(self._stores.promotions, asset.symbol, dry_run=plan.dry_run)
                watch = still_watched(gate.read().watch, champion)
                if watch is not None:
                    watch = watch.extended(candles, conditions)
                standing = watched_standing(
                    gate.state.standings.of(champion), champion, candles, conditions
                )
                recorder.watch(gate, champion, watch, standing)
                if watch is not None and watch.is_worse and asset.uses(champion):
                    return recorder.roll_back(watch, gate)
            request = SearchRequest(
                candles=candles,
                warm_up=asset.warm_up(candles),
                base=champion,
                n_trials=plan.n_trials,
                conditions=conditions,
                judge=plan.judge,
                seed=fresh_seed() if plan.seed is None else plan.seed,
                sampler=plan.sampler,
            )
            progress.begin(asset.symbol, _memory(request, plan))
            study = run_study(
                request,
                searches=plan.searches or LocalSearches(jobs=plan.jobs),
                progress=progress,
                terms=GateTerms(is_on=plan.gate, alpha=plan.alpha, ledger=gate.state.ledger),
                before_look=lambda ledger: gate.write(replace(gate.state, ledger=ledger)),
                finer=asset.finer,
                with_diagnostics=plan.diagnostics,
            )
        except TradingLabError as error:
            with self._lock:
                return recorder.skip(asset.symbol, error)
        with self._lock:
            is_current = asset.uses(champion)
            if study.verdict.promoted and not is_current:
                study = replace(study, verdict=_changed_meanwhile(plan))
            return recorder.keep(study, gate, is_current=is_current)

    def _recorder(self, plan: SearchPlan) -> RunRecorder:
        return RunRecorder(self._stores, plan, self._log, self._now)


def _memory(request: SearchRequest, plan: SearchPlan) -> SearchMemory:
    """What the search takes, for the candles that there are."""
    return memory_of(
        request.base,
        request.space,
        len(request.traded),
        request.n_trials,
        sampler=request.sampler,
        jobs=plan.jobs,
    )


def _changed_meanwhile(plan: SearchPlan) -> Verdict:
    reason = CHANGED_MEANWHILE if plan.gate else f"{CHANGED_MEANWHILE}; {GATE_OFF}"
    return Verdict(grounds=Grounds.CHANGED_MEANWHILE, reason=reason)
