"""What a search found."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import Metrics
from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer.search.nothing_found import NothingFound, why_none_is_eligible
from bot.optimizer.search.objective import Judge
from bot.optimizer.search.samplers import NSGA2, RANDOM
from bot.optimizer.trials import WHOLE_METRICS, ConfigTable, MetricColumns, metric


@dataclass(frozen=True, kw_only=True)
class TrialTable:
    """Every trial of a search: its config, its metrics (trials, metrics) and its score.

    A score of NaN means that the trial is not eligible.
    """

    configs: ConfigTable
    metrics: MetricColumns
    scores: FloatArray

    def __len__(self) -> int:
        return len(self.scores)

    @property
    def base(self) -> StrategyConfig:
        """What holds for all trials but for the searched values."""
        return self.configs.base

    def metric(self, name: str) -> FloatArray:
        """One metric of every trial, by its name in Metrics."""
        return metric(self.metrics, name)

    def config_at(self, trial: int) -> StrategyConfig:
        """The config of a trial."""
        return self.configs.config_at(trial)

    def metrics_at(self, trial: int) -> Metrics:
        """The metrics of a trial."""
        values = dict(zip(Metrics._fields, self.metrics[trial].tolist(), strict=True))
        return Metrics(**values | {name: int(values[name]) for name in WHOLE_METRICS})

    @property
    def eligible(self) -> int:
        """How many trials have a score."""
        return int(np.count_nonzero(~np.isnan(self.scores)))


@dataclass(frozen=True, kw_only=True)
class OptimizationResult:
    """The best trial and all others.

    `best_trial` is the first row with the highest score; None where no trial was eligible, and
    `nothing_found` then says why. `seed` gives the same trials again, whatever the number
    of cores. `policy` is the one that was scored. nsga2 searches for the front of return against
    drawdown, and its best trial is the best one on that front.
    """

    judge: Judge
    policy: DecisionPolicy
    seed: int
    trials: TrialTable
    candles: int
    elapsed_seconds: float
    sampler: str = RANDOM

    @property
    def n_trials(self) -> int:
        """How many configs were tried."""
        return len(self.trials)

    @property
    def eligible(self) -> int:
        """How many of them have a score."""
        return self.trials.eligible

    @property
    def best_trial(self) -> int | None:
        """The row of the best trial."""
        if not self.eligible:
            return None
        if self.sampler != NSGA2:
            return int(np.nanargmax(self.trials.scores))
        return max(sorted(self.front), key=lambda row: float(self.trials.scores[row]))

    @cached_property
    def front(self) -> tuple[int, ...]:
        """The eligible rows that no other one beats in total_pnl_pct and in max_drawdown_pct alike,
        by falling return; of equal ones the first.
        """
        earned, fell = self.trials.metric("total_pnl_pct"), self.trials.metric("max_drawdown_pct")
        rows = np.flatnonzero(~np.isnan(self.trials.scores))
        front: list[int] = []
        for row in rows[np.lexsort((rows, fell[rows], -earned[rows]))].tolist():
            if not front or fell[row] < fell[front[-1]]:
                front.append(row)
        return tuple(front)

    @property
    def best_config(self) -> StrategyConfig | None:
        """The config of the best trial."""
        return None if self.best_trial is None else self.trials.config_at(self.best_trial)

    @property
    def best_score(self) -> float | None:
        """The score of the best trial."""
        return None if self.best_trial is None else float(self.trials.scores[self.best_trial])

    @property
    def best_metrics(self) -> Metrics | None:
        """The metrics of the best trial."""
        return None if self.best_trial is None else self.trials.metrics_at(self.best_trial)

    @property
    def nothing_found(self) -> NothingFound | None:
        """Why no trial is the best; None where one is."""
        if self.eligible:
            return None
        return why_none_is_eligible(self.trials.metrics, self.judge, self.candles)

    @property
    def why_nothing(self) -> str | None:
        """The sentence of `nothing_found`."""
        return None if self.nothing_found is None else self.nothing_found.sentence
