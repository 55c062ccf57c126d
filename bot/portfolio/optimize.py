"""Every asset of the portfolio optimized in turn; what is better is written, all is recorded."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from structlog.typing import FilteringBoundLogger

from bot.domain import (
    Document,
    OptimizerRun,
    OptimizerStores,
    PromotionStore,
    Recommendation,
    StrategyConfig,
    rfc3339,
)
from bot.domain.errors import TradingLabError
from bot.optimizer import (
    Conditions,
    ExecutorSearches,
    GateState,
    GateTerms,
    Grounds,
    Judge,
    LocalSearches,
    LookLedger,
    RollbackWatch,
    SearchInterrupted,
    SearchRequest,
    Study,
    Verdict,
    interrupted_record,
    provenance,
    recommendation,
    rollback_recommendation,
    rollback_record,
    run_record,
    run_study,
    watch_document,
)
from bot.optimizer.promotion import GATE_OFF, PROMOTION_ALPHA, on_or_off
from bot.optimizer.search import RANDOM, Progress, fresh_seed

if TYPE_CHECKING:
    import pandas as pd


CHANGED_MEANWHILE = (
    "kept: the config in use was changed while the run was at work, and what it found was held "
    "against the one before"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimizedAsset:
    """A symbol with what its optimization reads, each asked anew at every run.

    `champion` is the config in use, `candles` the history for a config's timeframe, `conditions`
    the rest. Each may raise an error of the tree.
    """

    symbol: str
    champion: Callable[[], StrategyConfig]
    candles: "Callable[[StrategyConfig], pd.DataFrame]"
    conditions: Callable[[], Conditions]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlan:
    """How a run searches; `seed` None draws one for each asset, `jobs` None uses all cores.

    With `searches` all assets are searched at once, elsewhere.

    `alpha` is how strict the gate is; with `gate` False the best trial on held-out candles is
    promoted. With `dry_run` nothing is written, and a look that is taken is not counted as spent.
    `diagnostics` False leaves out what decides nothing and takes about as long as the search.
    """

    judge: Judge
    n_trials: int
    seed: int | None = None
    jobs: int | None = None
    dry_run: bool = False
    sampler: str = RANDOM
    searches: ExecutorSearches | None = None
    gate: bool = True
    alpha: float = PROMOTION_ALPHA
    diagnostics: bool = True

    @property
    def gate_state(self) -> str:
        """As records and logs name it."""
        return on_or_off(self.gate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one asset: the line kept of it, and the error where it was skipped."""

    symbol: str
    record: Document
    error: TradingLabError | None = None

    @property
    def promoted(self) -> bool:
        """Whether the asset has a new config."""
        return bool(self.record["promoted"])

    @property
    def rolled_back(self) -> bool:
        """Whether a promoted config was replaced by the one before it."""
        return bool(self.record.get("rolled_back", False))

    @property
    def reason(self) -> str:
        """Why, in one sentence."""
        return str(self.record["reason"])


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

    def run(self, plan: SearchPlan, progress: Progress | None = None) -> list[Outcome]:
        """One study for every asset, each written as soon as it is done.

        StateError where the volume cannot be written. Ctrl-C becomes RunInterrupted: what is
        written stays, and of what was being searched nothing is promoted.
        """
        if plan.searches is not None:
            return self._run_at_once(plan, plan.searches, progress)
        done: list[Outcome] = []
        for asset in self._assets:
            try:
                done.append(self._optimize(asset, plan, progress))
            except KeyboardInterrupt as interrupt:
                found = interrupt if isinstance(interrupt, SearchInterrupted) else None
                done.append(self._interrupted(asset.symbol, found, plan))
                raise RunInterrupted(done) from interrupt
        return done

    def _run_at_once(
        self, plan: SearchPlan, searches: ExecutorSearches, progress: Progress | None
    ) -> list[Outcome]:
        """Each asset in a thread that waits for its searches; reading and writing takes turns."""

        def tell(*step: Any) -> None:
            with self._lock:
                if progress is not None:
                    progress(*step)

        with ThreadPoolExecutor(len(self._assets), thread_name_prefix="assets") as threads:
            waiting = [threads.submit(self._optimize, asset, plan, tell) for asset in self._assets]
            try:
                return [one.result() for one in waiting]
            except KeyboardInterrupt as interrupt:
                searches.cancel()
                done = [
                    self._interrupted(asset.symbol, None, plan)
                    if one.exception() is not None
                    else one.result()
                    for asset, one in zip(self._assets, waiting, strict=True)
                ]
                raise RunInterrupted(done) from interrupt
            except BaseException:
                searches.cancel()
                raise

    def _optimize(
        self, asset: OptimizedAsset, plan: SearchPlan, progress: Progress | None
    ) -> Outcome:
        try:
            with self._lock:
                champion = asset.champion()
                candles, conditions = asset.candles(champion), asset.conditions()
                files = _GateFiles(self._stores.promotions, asset.symbol, plan.dry_run)
                state = files.read()
                watch = _still_watched(state.watch, champion)
                if watch is not None:
                    watch = watch.extended(candles, conditions)
                files.write(GateState(ledger=state.ledger, watch=watch))
                if watch is not None and watch.is_worse and _in_use(asset, champion):
                    return self._roll_back(watch, files, plan)
            request = SearchRequest(
                candles=candles,
                base=champion,
                n_trials=plan.n_trials,
                conditions=conditions,
                judge=plan.judge,
                seed=fresh_seed() if plan.seed is None else plan.seed,
                sampler=plan.sampler,
            )
            done = run_study(
                request,
                searches=plan.searches or LocalSearches(jobs=plan.jobs),
                progress=progress,
                terms=GateTerms(is_on=plan.gate, alpha=plan.alpha, ledger=files.ledger),
                before_look=lambda ledger: files.write(GateState(ledger=ledger, watch=watch)),
                with_diagnostics=plan.diagnostics,
            )
        except TradingLabError as error:
            with self._lock:
                return self._skip(asset.symbol, error, plan)
        with self._lock:
            outdated = done.verdict.promoted and not _in_use(asset, champion)
            if outdated:
                done = replace(done, verdict=_changed_meanwhile(plan))
            return self._keep(done, files, watch, plan, recommends=not outdated)

    def _keep(
        self,
        done: Study,
        files: "_GateFiles",
        watch: RollbackWatch | None,
        plan: SearchPlan,
        *,
        recommends: bool,
    ) -> Outcome:
        """Write what was promoted, and record the run, with a recommendation if it `recommends`."""
        at, symbol = self._now(), files.symbol
        record = {**run_record(done, at), "watch": watch_document(watch)}
        if not plan.dry_run:
            if done.challenger is not None and done.verdict.promoted:
                began = RollbackWatch(
                    promoted=done.challenger.config,
                    predecessor=done.champion.config,
                    since=done.at,
                    until=done.at,
                )
                files.write(GateState(ledger=done.ledger, watch=began))
                meta = provenance(done, at)
                self._stores.configs.write(symbol, done.challenger.config, meta)
            self._stores.runs.append(OptimizerRun(record))
            if recommends:
                self._stores.recommendations.set(symbol, Recommendation(recommendation(done, at)))
        self._log.info(
            "optimized",
            symbol=symbol,
            promoted=record["promoted"],
            reason=record["reason"],
            gate=plan.gate_state,
            trials=record["trials"],
            seed=record["seed"],
            seconds=round(done.search.elapsed_seconds, 3),
            dry_run=plan.dry_run,
        )
        return Outcome(symbol=symbol, record=record)

    def _roll_back(self, watch: RollbackWatch, files: "_GateFiles", plan: SearchPlan) -> Outcome:
        """Put the predecessor back in use; what was promoted goes into the history."""
        record: Document = {
            **rollback_record(watch, self._now()),
            "promotion_gate": plan.gate_state,
        }
        if not plan.dry_run:
            values = watch.predecessor.to_dict()
            record = self._stores.configs.restore(files.symbol, values, record).document
            recommended = rollback_recommendation(record, gate=plan.gate_state)
            self._stores.recommendations.set(files.symbol, Recommendation(recommended))
            files.write(GateState(ledger=files.ledger))
        self._log.warning(
            "rolled back", symbol=files.symbol, reason=record["reason"], dry_run=plan.dry_run
        )
        return Outcome(symbol=files.symbol, record=record)

    def _interrupted(
        self, symbol: str, found: SearchInterrupted | None, plan: SearchPlan
    ) -> Outcome:
        """What was found until then is recorded; the gate has not seen it, so nothing changes."""
        record = interrupted_record(symbol, found, self._now())
        record["promotion_gate"] = plan.gate_state
        if not plan.dry_run:
            self._stores.runs.append(OptimizerRun(record))
        self._log.warning("interrupted", symbol=symbol, reason=record["reason"])
        return Outcome(symbol=symbol, record=record)

    def _skip(self, symbol: str, error: TradingLabError, plan: SearchPlan) -> Outcome:
        record = {
            "written_by": "optimizer",
            "at": rfc3339(self._now()),
            "symbol": symbol,
            "promoted": False,
            "reason": f"skipped: {error}",
            "promotion_gate": plan.gate_state,
        }
        if not plan.dry_run:
            self._stores.runs.append(OptimizerRun(record))
        self._log.warning("asset skipped", symbol=symbol, reason=str(error))
        return Outcome(symbol=symbol, record=record, error=error)


class RunInterrupted(KeyboardInterrupt):
    """Ctrl-C ended a run; `outcomes` are those of the assets that it had begun."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        super().__init__()
        self.outcomes = outcomes


class _GateFiles:
    """What the gate remembers of one symbol; a dry run reads and never writes."""

    def __init__(self, promotions: PromotionStore, symbol: str, dry_run: bool) -> None:
        self.symbol = symbol
        self._promotions = promotions
        self._dry_run = dry_run
        self._state = GateState()

    @property
    def ledger(self) -> LookLedger:
        """The looks spent so far."""
        return self._state.ledger

    def read(self) -> GateState:
        """What was written last; DataError or StateError where it cannot be trusted."""
        values = self._promotions.read(self.symbol)
        self._state = GateState() if values is None else GateState.from_dict(values)
        return self._state

    def write(self, state: GateState) -> None:
        """Replace it, where there is anything new; StateError where the volume refuses."""
        if state != self._state and not self._dry_run:
            self._promotions.write(self.symbol, state.to_dict())
        self._state = state


def _in_use(asset: OptimizedAsset, config: StrategyConfig) -> bool:
    """Whether the asset's config is still this one: a person may change it while a run works.

    A file that cannot be used any more is a change too.
    """
    try:
        return asset.champion() == config
    except TradingLabError:
        return False


def _changed_meanwhile(plan: SearchPlan) -> Verdict:
    told = CHANGED_MEANWHILE if plan.gate else f"{CHANGED_MEANWHILE}; {GATE_OFF}"
    return Verdict(grounds=Grounds.CHANGED_MEANWHILE, reason=told)


def _still_watched(watch: RollbackWatch | None, in_use: StrategyConfig) -> RollbackWatch | None:
    """The watch while what it promoted is in use; what a person put there is not watched."""
    return watch if watch is not None and watch.promoted == in_use else None
