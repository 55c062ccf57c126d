"""What a run writes: configs that are promoted or put back, and a record of every asset."""

from collections.abc import Callable
from datetime import datetime

from structlog.typing import FilteringBoundLogger

from bot.domain import Document, OptimizerRun, OptimizerStores, Recommendation, rfc3339
from bot.domain.errors import TradingLabError
from bot.optimizer import (
    RollbackWatch,
    SearchInterrupted,
    Study,
    interrupted_record,
    provenance,
    recommendation,
    rollback_recommendation,
    rollback_record,
    run_record,
    watch_document,
)
from bot.portfolio.optimizing.gate_memory import GateMemory
from bot.portfolio.optimizing.outcome import AssetEnd, AssetOutcome
from bot.portfolio.optimizing.plan import SearchPlan


class RunRecorder:
    """Writes into the stores what became of an asset, and logs it; a dry run only logs.

    StateError where the volume cannot be written.
    """

    def __init__(
        self,
        stores: OptimizerStores,
        plan: SearchPlan,
        log: FilteringBoundLogger,
        now: Callable[[], datetime],
    ) -> None:
        self._stores = stores
        self._plan = plan
        self._log = log
        self._now = now

    def keep(
        self, study: Study, gate: GateMemory, watch: RollbackWatch | None, *, recommends: bool
    ) -> AssetOutcome:
        """Write what was promoted, and record the run, with a recommendation if it `recommends`."""
        at, symbol = self._now(), study.champion.config.symbol
        record = {**run_record(study, at), "watch": watch_document(watch)}
        if not self._plan.dry_run:
            self._promote(study, gate, at)
            self._stores.runs.append(OptimizerRun(record))
            if recommends:
                self._stores.recommendations.set(symbol, Recommendation(recommendation(study, at)))
        self._log.info(
            "optimized",
            symbol=symbol,
            promoted=study.verdict.promoted,
            reason=study.verdict.reason,
            gate=self._plan.gate_state,
            trials=study.search.n_trials,
            seed=study.search.seed,
            seconds=round(study.search.elapsed_seconds, 3),
            dry_run=self._plan.dry_run,
        )
        return AssetOutcome(
            symbol=symbol,
            end=AssetEnd(study.verdict.conclusion),
            reason=study.verdict.reason,
            record=record,
            diagnostics=() if study.diagnostics is None else study.diagnostics.sentences,
        )

    def roll_back(self, watch: RollbackWatch, gate: GateMemory) -> AssetOutcome:
        """Put the predecessor back in use; what was promoted goes into the history."""
        symbol, dry_run = watch.predecessor.symbol, self._plan.dry_run
        record: Document = {
            **rollback_record(watch, self._now()),
            "promotion_gate": self._plan.gate_state,
        }
        if not dry_run:
            values = watch.predecessor.to_dict()
            record = self._stores.configs.restore(symbol, values, record).document
            recommended = rollback_recommendation(record, gate=self._plan.gate_state)
            self._stores.recommendations.set(symbol, Recommendation(recommended))
            gate.write(gate.ledger, None)
        self._log.warning("rolled back", symbol=symbol, reason=record["reason"], dry_run=dry_run)
        return AssetOutcome(
            symbol=symbol, end=AssetEnd.ROLLED_BACK, reason=record["reason"], record=record
        )

    def interrupted(self, symbol: str, interrupt: SearchInterrupted | None) -> AssetOutcome:
        """What was found until then is recorded; the gate has not seen it, so nothing changes."""
        record = interrupted_record(symbol, interrupt, self._now())
        record["promotion_gate"] = self._plan.gate_state
        self._record(record)
        self._log.warning("interrupted", symbol=symbol, reason=record["reason"])
        return AssetOutcome(
            symbol=symbol, end=AssetEnd.INTERRUPTED, reason=record["reason"], record=record
        )

    def skip(self, symbol: str, error: TradingLabError) -> AssetOutcome:
        """Record that an asset could not be optimized, and why."""
        reason = f"skipped: {error}"
        record = {
            "written_by": "optimizer",
            "at": rfc3339(self._now()),
            "symbol": symbol,
            "promoted": False,
            "reason": reason,
            "promotion_gate": self._plan.gate_state,
        }
        self._record(record)
        self._log.warning("asset skipped", symbol=symbol, reason=str(error))
        return AssetOutcome(
            symbol=symbol, end=AssetEnd.SKIPPED, reason=reason, record=record, error=error
        )

    def _promote(self, study: Study, gate: GateMemory, at: datetime) -> None:
        """Put the challenger in use, and watch it from then on, if it is promoted."""
        if study.challenger is None or not study.verdict.promoted:
            return
        challenger = study.challenger.config
        began = RollbackWatch(
            promoted=challenger,
            predecessor=study.champion.config,
            since=study.at,
            until=study.at,
        )
        gate.write(study.ledger, began)
        self._stores.configs.write(challenger.symbol, challenger, provenance(study, at))

    def _record(self, record: Document) -> None:
        if not self._plan.dry_run:
            self._stores.runs.append(OptimizerRun(record))
