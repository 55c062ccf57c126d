"""What a run writes: configs that are promoted or put back, and a record of every asset."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from structlog.typing import FilteringBoundLogger

from bot.domain import (
    ConfigStanding,
    Document,
    OptimizerRun,
    OptimizerStores,
    Recommendation,
    Standings,
    StrategyConfig,
    rfc3339,
)
from bot.domain.errors import TradingLabError
from bot.optimizer import (
    GateState,
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
from bot.optimizer.promotion import given_up, standings_after
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

    def watch(
        self,
        gate: GateMemory,
        config: StrategyConfig,
        watch: RollbackWatch | None,
        standing: ConfigStanding,
    ) -> None:
        """Remember what a run knows of the config in use before it searches."""
        before = after = gate.state.standings
        if standing != before.of(config):
            after = before.replaced(standing)
        self._tell_changes(before, after, config)
        gate.write(replace(gate.state, watch=watch, standings=after))

    def keep(self, study: Study, gate: GateMemory, *, is_current: bool) -> AssetOutcome:
        """Write what was promoted, and record the run.

        Where its champion is not `is_current` any more, nothing is recommended and no standing
        told: what is in use now was not looked at.
        """
        at, champion = self._now(), study.champion.config
        symbol, before = champion.symbol, gate.state
        self._remember(study, gate)
        promoted = study.challenger if study.verdict.promoted else None
        in_use = (promoted or study.champion).config
        self._tell_changes(before.standings, gate.state.standings, champion, in_use)
        standing = gate.state.standings.of(in_use) if is_current else None
        beside = {} if standing is None else {"standing": standing.to_document()}
        record = {**run_record(study, at), "watch": watch_document(before.watch), **beside}
        if not self._plan.dry_run:
            if promoted is not None:
                self._stores.configs.write(symbol, promoted.config, provenance(study, at))
            self._stores.runs.append(OptimizerRun(record))
            if is_current:
                recommended = {**recommendation(study, at), **beside}
                self._stores.recommendations.set(symbol, Recommendation(recommended))
        self._log.info(
            "optimized",
            symbol=symbol,
            promoted=study.verdict.promoted,
            reason=study.verdict.reason,
            standing=None if standing is None else str(standing.standing),
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
            standing=standing,
            diagnostics=() if study.diagnostics is None else study.diagnostics.sentences,
        )

    def roll_back(self, watch: RollbackWatch, gate: GateMemory) -> AssetOutcome:
        """Put the predecessor back in use; what was promoted goes into the history.

        It is proven no more before that and watched until after it: of a run that is killed in
        between nothing is left proven, and the next one repeats what was not done.
        """
        symbol, dry_run = watch.predecessor.symbol, self._plan.dry_run
        before, standings = gate.state.standings, given_up(watch, gate.state.standings)
        gate.write(replace(gate.state, standings=standings))
        self._tell_changes(before, standings, watch.promoted)
        standing = standings.of(watch.predecessor)
        record: Document = {
            **rollback_record(watch, self._now()),
            "promotion_gate": self._plan.gate_state,
            "standing": standing.to_document(),
        }
        if not dry_run:
            values = watch.predecessor.to_dict()
            record = self._stores.configs.restore(symbol, values, record).document
            recommended = {
                **rollback_recommendation(record, gate=self._plan.gate_state),
                "standing": standing.to_document(),
            }
            self._stores.recommendations.set(symbol, Recommendation(recommended))
            gate.write(replace(gate.state, watch=None))
        self._log.warning("rolled back", symbol=symbol, reason=record["reason"], dry_run=dry_run)
        return AssetOutcome(
            symbol=symbol,
            end=AssetEnd.ROLLED_BACK,
            reason=record["reason"],
            record=record,
            standing=standing,
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

    def _remember(self, study: Study, gate: GateMemory) -> None:
        """The look, what it showed of both configs, and the watch over one that is promoted.

        Before the config is in use: it is never used unwatched.
        """
        watch = gate.state.watch
        if study.challenger is not None and study.verdict.promoted:
            watch = RollbackWatch(
                promoted=study.challenger.config,
                predecessor=study.champion.config,
                since=study.at,
                until=study.at,
            )
        standings = standings_after(study, gate.state.standings)
        gate.write(GateState(ledger=study.ledger, watch=watch, standings=standings))

    def _tell_changes(self, before: Standings, after: Standings, *configs: StrategyConfig) -> None:
        for config in dict.fromkeys(configs):
            standing = after.of(config)
            if standing.standing is not before.of(config).standing:
                self._log.warning(
                    "standing",
                    symbol=config.symbol,
                    fingerprint=standing.fingerprint,
                    reason=standing.reason,
                    dry_run=self._plan.dry_run,
                )

    def _record(self, record: Document) -> None:
        if not self._plan.dry_run:
            self._stores.runs.append(OptimizerRun(record))
