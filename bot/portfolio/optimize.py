"""Every asset of the portfolio optimized in turn; what is better is written, all is recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from structlog.typing import FilteringBoundLogger

from bot.domain import StrategyConfig
from bot.domain.errors import TradingLabError
from bot.domain.moment import rfc3339
from bot.optimizer import (
    Conditions,
    GateState,
    GateTerms,
    Judge,
    LookLedger,
    Study,
    Watch,
    provenance,
    recommendation,
    rollback_record,
    run_record,
    study,
    watch_document,
)
from bot.optimizer.promotion import PROMOTION_ALPHA
from bot.optimizer.search import Progress
from bot.state import (
    append_run,
    read_promotion,
    restore_config,
    update_recommendations,
    write_config,
    write_promotion,
)

if TYPE_CHECKING:
    import pandas as pd


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

    `alpha` is how strict the gate is; with `gate` False the best trial on held-out candles is
    promoted. With `dry_run` nothing is written, and a look that is taken is not counted as spent.
    """

    judge: Judge
    n_trials: int
    seed: int | None = None
    jobs: int | None = None
    dry_run: bool = False
    gate: bool = True
    alpha: float = PROMOTION_ALPHA


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one asset: the line kept of it, and the error where it was skipped."""

    symbol: str
    record: dict[str, Any]
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
        data_dir: Path,
        log: FilteringBoundLogger,
        now: Callable[[], datetime],
    ) -> None:
        self._assets = tuple(assets)
        self._data_dir = data_dir
        self._log = log
        self._now = now

    @property
    def assets(self) -> tuple[OptimizedAsset, ...]:
        """What each symbol is optimized with, in order."""
        return self._assets

    @property
    def symbols(self) -> tuple[str, ...]:
        """What is optimized, in order."""
        return tuple(asset.symbol for asset in self._assets)

    def run(self, plan: SearchPlan, progress: Progress | None = None) -> list[Outcome]:
        """One study for every asset, each written before the next begins.

        StateError where the volume cannot be written.
        """
        return [self._optimize(asset, plan, progress) for asset in self._assets]

    def _optimize(
        self, asset: OptimizedAsset, plan: SearchPlan, progress: Progress | None
    ) -> Outcome:
        try:
            champion = asset.champion()
            candles, conditions = asset.candles(champion), asset.conditions()
            files = _GateFiles(self._data_dir, asset.symbol, plan.dry_run)
            state = files.read()
            watch = _still_watched(state.watch, champion)
            if watch is not None:
                watch = watch.extended(candles, conditions)
            files.write(GateState(ledger=state.ledger, watch=watch))
            if watch is not None and watch.is_worse:
                return self._roll_back(watch, files, plan)
            done = study(
                candles,
                champion,
                conditions,
                plan.judge,
                n_trials=plan.n_trials,
                seed=plan.seed,
                jobs=plan.jobs,
                progress=progress,
                terms=GateTerms(is_on=plan.gate, alpha=plan.alpha, ledger=files.ledger),
                before_look=lambda ledger: files.write(GateState(ledger=ledger, watch=watch)),
            )
        except TradingLabError as error:
            return self._skip(asset.symbol, error, plan)
        return self._keep(done, files, watch, plan)

    def _keep(
        self, done: Study, files: "_GateFiles", watch: Watch | None, plan: SearchPlan
    ) -> Outcome:
        """Write what was promoted, and record the run."""
        at, symbol = self._now(), files.symbol
        record = {**run_record(done, at), "watch": watch_document(watch)}
        if not plan.dry_run:
            if done.challenger is not None and done.verdict.promoted:
                began = Watch(
                    promoted=done.challenger.config,
                    predecessor=done.champion.config,
                    since=done.at,
                    until=done.at,
                )
                files.write(GateState(ledger=done.ledger, watch=began))
                meta = provenance(done, at)
                write_config(self._data_dir, symbol, done.challenger.config, meta)
            append_run(self._data_dir, record)
            update_recommendations(self._data_dir, {symbol: recommendation(done, at)})
        self._log.info(
            "optimized",
            symbol=symbol,
            promoted=record["promoted"],
            reason=record["reason"],
            gate="on" if plan.gate else "off",
            trials=record["trials"],
            seed=record["seed"],
            seconds=round(done.search.elapsed_seconds, 3),
            dry_run=plan.dry_run,
        )
        return Outcome(symbol=symbol, record=record)

    def _roll_back(self, watch: Watch, files: "_GateFiles", plan: SearchPlan) -> Outcome:
        """Put the predecessor back in use; what was promoted goes into the history."""
        record = rollback_record(watch, self._now())
        if not plan.dry_run:
            values = watch.predecessor.to_dict()
            record = restore_config(self._data_dir, files.symbol, values, record)
            files.write(GateState(ledger=files.ledger))
        self._log.warning(
            "rolled back", symbol=files.symbol, reason=record["reason"], dry_run=plan.dry_run
        )
        return Outcome(symbol=files.symbol, record=record)

    def _skip(self, symbol: str, error: TradingLabError, plan: SearchPlan) -> Outcome:
        record = {
            "written_by": "optimizer",
            "at": rfc3339(self._now()),
            "symbol": symbol,
            "promoted": False,
            "reason": f"skipped: {error}",
        }
        if not plan.dry_run:
            append_run(self._data_dir, record)
        self._log.warning("asset skipped", symbol=symbol, reason=str(error))
        return Outcome(symbol=symbol, record=record, error=error)


class _GateFiles:
    """What the gate remembers of one symbol; a dry run reads and never writes."""

    def __init__(self, data_dir: Path, symbol: str, dry_run: bool) -> None:
        self.symbol = symbol
        self._data_dir = data_dir
        self._dry_run = dry_run
        self._state = GateState()

    @property
    def ledger(self) -> LookLedger:
        """The looks spent so far."""
        return self._state.ledger

    def read(self) -> GateState:
        """What was written last; DataError or StateError where it cannot be trusted."""
        values = read_promotion(self._data_dir, self.symbol)
        self._state = GateState() if values is None else GateState.from_dict(values)
        return self._state

    def write(self, state: GateState) -> None:
        """Replace it, where there is anything new; StateError where the volume refuses."""
        if state != self._state and not self._dry_run:
            write_promotion(self._data_dir, self.symbol, state.to_dict())
        self._state = state


def _still_watched(watch: Watch | None, in_use: StrategyConfig) -> Watch | None:
    """The watch while what it promoted is in use; what a person put there is not watched."""
    return watch if watch is not None and watch.promoted == in_use else None
