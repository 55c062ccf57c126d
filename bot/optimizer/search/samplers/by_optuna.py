"""Samplers of Optuna, asked for a batch and told its results."""

import warnings
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.arrays import FloatArray
from bot.domain.errors import ConfigError
from bot.optimizer.search.axis import Axis, Point
from bot.optimizer.search.samplers.protocol import ParameterSpace
from bot.optimizer.trials import ConfigTable, MetricColumns, metric

if TYPE_CHECKING:
    import optuna

TPE_BATCH = 32
"""Trials that are chosen before the next ones learn from them; the first batch is random."""
LARGEST_GENERATION = 64
_ASKED_FOR_ONE = 200
_WORST = 1e9


class OptunaSampler(ABC):
    """Asks a study for batches of one size; a trial that is not valid is asked for anew.

    Raises ConfigError where none of 200 in a row is valid.
    """

    def __init__(self, space: ParameterSpace, study: "optuna.Study", batch: int) -> None:
        self._space = space
        self._study = study
        self._batch = batch
        self._ranges = {axis.name: _distribution(axis) for axis in space.axes}
        self._asked: list[optuna.trial.Trial] = []

    def ask(self, most: int) -> ConfigTable | None:
        """The next batch, or what is left of it."""
        asked = [self._ask_one() for _ in range(min(most, self._batch))]
        self._asked = [trial for trial, _ in asked]
        return self._space.at([point for _, point in asked])

    def tell(self, metrics: MetricColumns, scores: FloatArray) -> None:
        """What the study learns from."""
        for trial, row, score in zip(self._asked, metrics, scores.tolist(), strict=True):
            self._tell_one(trial, row, score)

    def _ask_one(self) -> "tuple[optuna.trial.Trial, Point]":
        from optuna.trial import TrialState

        for _ in range(_ASKED_FOR_ONE):
            trial = self._study.ask(self._ranges)
            valid = self._space.valid([trial.params[name] for name in self._ranges])
            if valid is not None:
                return trial, valid
            self._study.tell(trial, state=TrialState.FAIL)
        raise ConfigError(
            f"need a search space whose points the strategy accepts, {_ASKED_FOR_ONE} in a row "
            "were refused: narrow its search_space"
        )

    @abstractmethod
    def _tell_one(self, trial: "optuna.trial.Trial", row: FloatArray, score: float) -> None:
        """One result, as the study's algorithm wants it."""


class TpeSampler(OptunaSampler):
    """Tree-structured Parzen estimator over all parameters together (Bergstra et al. 2011)."""

    def __init__(self, space: ParameterSpace, n_trials: int, seed: int) -> None:
        import optuna

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            sampler = optuna.samplers.TPESampler(
                seed=_seed(seed), n_startup_trials=TPE_BATCH, multivariate=True
            )
        super().__init__(space, _study(sampler, ["maximize"]), TPE_BATCH)

    def _tell_one(self, trial: "optuna.trial.Trial", row: FloatArray, score: float) -> None:
        from optuna.trial import TrialState

        if np.isnan(score):  # counts as worse than every trial with a score
            self._study.tell(trial, state=TrialState.PRUNED)
        else:
            self._study.tell(trial, score)


class Nsga2Sampler(OptunaSampler):
    """Genetic search for the front of return against drawdown (Deb et al. 2002), a generation a
    batch: an eighth of the trials, from 8 to 64.
    """

    def __init__(self, space: ParameterSpace, n_trials: int, seed: int) -> None:
        import optuna

        generation = min(max(n_trials // 8, 8), LARGEST_GENERATION)
        sampler = optuna.samplers.NSGAIISampler(seed=_seed(seed), population_size=generation)
        super().__init__(space, _study(sampler, ["maximize", "minimize"]), generation)

    def _tell_one(self, trial: "optuna.trial.Trial", row: FloatArray, score: float) -> None:
        table = row[np.newaxis]
        values = [metric(table, name)[0] for name in ("total_pnl_pct", "max_drawdown_pct")]
        is_finite = not np.isnan(score) and np.isfinite(values).all()
        self._study.tell(trial, [float(v) for v in values] if is_finite else [-_WORST, _WORST])


def _study(sampler: "optuna.samplers.BaseSampler", directions: list[str]) -> "optuna.Study":
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)  # it would tell every study on stderr
    return optuna.create_study(directions=directions, sampler=sampler)


def _seed(seed: int) -> int:
    """Optuna's seeds have 32 bits."""
    return int(np.random.SeedSequence(seed).generate_state(1)[0])


def _distribution(axis: Axis) -> Any:
    from optuna.distributions import FloatDistribution, IntDistribution

    if axis.is_whole:
        return IntDistribution(int(axis.low), int(axis.high))
    return FloatDistribution(axis.low, axis.high)
