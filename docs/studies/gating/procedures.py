"""Every way to choose the configs of a series' quarters, traded."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from docs.studies.gating.choices import Choice, Search, best_trials, optimized
from docs.studies.gating.quarters import Quarter, traded_quarters
from docs.studies.gating.series import Series
from docs.studies.gating.trading import Traded, held, traded

if TYPE_CHECKING:
    import pandas as pd

TRIALS = 200
"""AUTO_OPTIMIZE_TRIALS by default."""
SEEDS = (1, 2, 3, 4, 5)
WINDOWS = (2_000, 8_760, None)
"""OPTIMIZE_LOOKBACK by default, what the guide advises, and all candles so far."""


class Procedure(StrEnum):
    """A way to choose, as the tables name it."""

    HOLDING = "buy and hold"
    NEVER = "never changing"
    BEST = "always the best trial"
    OFF = "gate off"
    GATED = "gated"
    ASIDE = "gated, standing aside where disproven"
    RESTING = "gated, at rest until a promotion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One procedure on one series with one seed; without choices where nothing is chosen."""

    procedure: Procedure
    traded: Traded
    window: int | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """All that is searched on a series with one seed, over one window; `seed` None: no search."""

    series: Series
    seed: int | None = None
    window: int | None = None
    n_trials: int = TRIALS


def tasks_of(series: Series) -> list[Task]:
    """Every task of a series, the longest last."""
    searched = [
        Task(series=series, seed=seed, window=window) for window in WINDOWS for seed in SEEDS
    ]
    return [Task(series=series), *searched]


def runs_of(task: Task) -> list[Run]:
    """The runs of a task."""
    candles = task.series.candles()
    quarters = traded_quarters(candles)
    if task.seed is None:
        return fixed_runs(candles, quarters, task.series)
    search = Search(
        champion=task.series.default, window=task.window, n_trials=task.n_trials, seed=task.seed
    )
    return searched_runs(candles, quarters, search)


def fixed_runs(candles: "pd.DataFrame", quarters: Sequence[Quarter], series: Series) -> list[Run]:
    """Holding, and the default config throughout."""
    default = traded(candles, quarters, [series.default] * len(quarters))
    return [
        Run(procedure=Procedure.HOLDING, traded=held(candles, quarters)),
        Run(procedure=Procedure.NEVER, traded=default),
    ]


def searched_runs(
    candles: "pd.DataFrame", quarters: Sequence[Quarter], search: Search
) -> list[Run]:
    """The best trial, the optimizer without and with its gate, and the gated one at rest in part.

    The last but one is at rest while the config in use is disproven. The last trades only what has
    passed the gate: as long as the first champion is in use, nothing.
    """
    gated = optimized(candles, quarters, search, gate=True)
    chosen = {
        Procedure.BEST: best_trials(candles, quarters, search),
        Procedure.OFF: optimized(candles, quarters, search, gate=False),
        Procedure.GATED: gated,
    }
    runs = [
        Run(
            procedure=procedure,
            window=search.window,
            choices=tuple(choices),
            traded=traded(candles, quarters, [choice.config for choice in choices]),
        )
        for procedure, choices in chosen.items()
    ]
    willing = [None if choice.is_disproven else choice.config for choice in gated]
    passed = [None if choice.config == search.champion else choice.config for choice in gated]
    at_rest = {Procedure.ASIDE: willing, Procedure.RESTING: passed}
    return runs + [
        Run(
            procedure=procedure,
            window=search.window,
            traded=traded(candles, quarters, configs),
        )
        for procedure, configs in at_rest.items()
    ]
