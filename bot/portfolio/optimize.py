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
from bot.optimizer import Conditions, Judge, provenance, recommendation, run_record, study
from bot.optimizer.search import Progress
from bot.state import append_run, update_recommendations, write_config

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

    With `dry_run` nothing is written.
    """

    judge: Judge
    n_trials: int
    seed: int | None = None
    jobs: int | None = None
    dry_run: bool = False


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
            done = study(
                asset.candles(champion),
                champion,
                asset.conditions(),
                plan.judge,
                n_trials=plan.n_trials,
                seed=plan.seed,
                jobs=plan.jobs,
                progress=progress,
            )
        except TradingLabError as error:
            return self._skip(asset.symbol, error, plan)
        at = self._now()
        record = run_record(done, at)
        if not plan.dry_run:
            if done.challenger is not None and done.verdict.promoted:
                meta = provenance(done, at)
                write_config(self._data_dir, asset.symbol, done.challenger.config, meta)
            append_run(self._data_dir, record)
            update_recommendations(self._data_dir, {asset.symbol: recommendation(done, at)})
        self._log.info(
            "optimized",
            symbol=asset.symbol,
            promoted=record["promoted"],
            reason=record["reason"],
            trials=record["trials"],
            seed=record["seed"],
            seconds=round(done.search.elapsed_seconds, 3),
            dry_run=plan.dry_run,
        )
        return Outcome(symbol=asset.symbol, record=record)

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
