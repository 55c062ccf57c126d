"""Who chooses the config of a quarter: the optimizer as it is, or the best trial whatever it is."""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

import structlog
from structlog.typing import FilteringBoundLogger

from bot.arrays import utc_time
from bot.candles import CandleArrays
from bot.domain import Document, StrategyConfig
from bot.optimizer import Judge, random_search_optimize
from bot.portfolio.optimizing import OptimizedAsset, PortfolioOptimizer, SearchPlan
from bot.state import FileVolume
from docs.studies.gating.quarters import Quarter
from docs.studies.gating.series import CONDITIONS

if TYPE_CHECKING:
    import pandas as pd


class Step(StrEnum):
    """What a run of the optimizer did."""

    PROMOTED = "promoted"
    REFUSED = "refused"
    KEPT = "kept"
    ROLLED_BACK = "rolled back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Which of both claims the evidence showed, where it was looked at."""

    is_better: bool
    earns: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The config of a quarter, chosen with the candles before it, and whether it is disproven."""

    config: StrategyConfig
    step: Step
    look: Look | None = None
    is_disproven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What every run searches: the last `window` candles (None: all), from `champion` on.

    Quarter n searches with the seeds from 1,000 x seed + 10 x n on, of which a walk forward takes
    one for each fold.
    """

    champion: StrategyConfig
    window: int | None
    n_trials: int
    seed: int

    def seed_of(self, number: int) -> int:
        """The seed of the quarter with this number, from 0."""
        return 1_000 * self.seed + 10 * number


def best_trials(
    candles: "pd.DataFrame", quarters: Sequence[Quarter], search: Search
) -> list[Choice]:
    """The best trial of each quarter's search; the config before it where none was eligible."""
    chosen: list[Choice] = []
    config = search.champion
    for number, quarter in enumerate(quarters):
        best = random_search_optimize(
            quarter.known(candles, search.window),
            search.champion,
            search.n_trials,
            seed=search.seed_of(number),
            jobs=1,
            policy=CONDITIONS.policy,
            asset_type=CONDITIONS.asset_type,
            initial_balance=CONDITIONS.initial_balance,
        ).best_config
        step = Step.KEPT if best in (None, config) else Step.PROMOTED
        config = best or config
        chosen.append(Choice(config=config, step=step))
    return chosen


def optimized(
    candles: "pd.DataFrame", quarters: Sequence[Quarter], search: Search, *, gate: bool
) -> list[Choice]:
    """What the portfolio's optimizer has in use after one run before each quarter.

    Its ledger of looks, its watch and its config files go on from run to run, in a folder of their
    own. Raises what made it skip the symbol.
    """
    with TemporaryDirectory() as folder:
        return [
            _after_a_run(
                Path(folder),
                quarter.known(candles, search.window),
                search.champion,
                SearchPlan(
                    judge=Judge(),
                    n_trials=search.n_trials,
                    seed=search.seed_of(number),
                    jobs=1,
                    gate=gate,
                    diagnostics=False,
                ),
            )
            for number, quarter in enumerate(quarters)
        ]


def steps_of(choices: Iterable[Choice]) -> Counter[Step]:
    """How often each step was taken."""
    return Counter(choice.step for choice in choices)


def _after_a_run(
    data_dir: Path, known: "pd.DataFrame", first: StrategyConfig, plan: SearchPlan
) -> Choice:
    volume = FileVolume(data_dir)

    def in_use() -> StrategyConfig:
        return volume.configs.read(first.symbol, first).config

    asset = OptimizedAsset(
        symbol=first.symbol,
        champion=in_use,
        candles=lambda config: known,
        conditions=lambda: CONDITIONS,
    )
    at = utc_time(int(CandleArrays.of(known, first.timeframe).close_time[-1]))
    (outcome,) = PortfolioOptimizer([asset], volume, _silent_log(), lambda: at).run(plan)
    if outcome.error is not None:
        raise outcome.error
    return Choice(
        config=in_use(),
        step=Step(outcome.end),
        look=_look(outcome.record),
        is_disproven=outcome.is_disproven,
    )


def _look(record: Document) -> Look | None:
    seen = record.get("gate", {}).get("examination")
    if seen is None:
        return None
    most = seen["look"]["p_threshold"]
    return Look(is_better=seen["difference_p_value"] <= most, earns=seen["own_p_value"] <= most)


def _silent_log() -> FilteringBoundLogger:
    """What a run says is in its record."""
    level = structlog.make_filtering_bound_logger(logging.CRITICAL)
    return cast(FilteringBoundLogger, structlog.wrap_logger(None, wrapper_class=level))
