"""What a search found."""

from dataclasses import dataclass

import numpy as np

from bot.backtesting.metrics import Metrics
from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer.objective import Judge, MetricColumns, metric
from bot.optimizer.space import Draws, config_of
from bot.optimizer.strategy_trials import StrategyDraws
from bot.rules.candle_arrays import FloatArray

WHOLE_METRICS = ("total_trades", "winning_trades", "losing_trades")


@dataclass(frozen=True, kw_only=True)
class TrialTable:
    """Every trial of a search: its draws, its metrics (trials, metrics) and its score.

    A score of NaN means that the trial is not eligible.
    """

    base: StrategyConfig
    draws: Draws | StrategyDraws
    metrics: MetricColumns
    scores: FloatArray

    def __len__(self) -> int:
        return len(self.scores)

    def metric(self, name: str) -> FloatArray:
        """One metric of every trial, by its name in Metrics."""
        return metric(self.metrics, name)

    def config_at(self, trial: int) -> StrategyConfig:
        """The config of a trial."""
        if isinstance(self.draws, StrategyDraws):
            return self.draws.configs[trial]
        return config_of(self.draws, trial, self.base)

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
    `why_nothing` then says why in words. `seed` gives the same trials again, whatever the number
    of cores. `policy` is the one that was scored.
    """

    judge: Judge
    policy: DecisionPolicy
    seed: int
    trials: TrialTable
    candles: int
    elapsed_seconds: float

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
        return int(np.nanargmax(self.trials.scores)) if self.eligible else None

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
    def why_nothing(self) -> str | None:
        """Why no trial is the best; None where one is."""
        if self.eligible:
            return None
        most = int(self.trials.metric("total_trades").max())
        if most == 0:
            return f"none of {self.n_trials} trials traded on these {self.candles} candles"
        if most < self.judge.min_trades:
            return (
                f"none of {self.n_trials} trials made {self.judge.min_trades} trades, the most "
                f"were {most}: take more candles or a lower min_trades"
            )
        return f"{self.judge.objective} is undefined for all of {self.n_trials} trials"
