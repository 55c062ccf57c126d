"""Asking a sampler for trials, running them in parts, telling it the results."""

from collections.abc import Callable
from concurrent.futures import Executor

import numpy as np

from bot.optimizer.search.objective import Judge
from bot.optimizer.search.samplers import Sampler
from bot.optimizer.trials import ConfigTable, Evaluate, MetricColumns, Trials, joined_tables

Progress = Callable[[int, int, float | None], None]
"""Told after each part: trials done, trials in all, best score so far."""

_LEAST_PARTS = 4
"""A small batch is cut as well, so that several cores share it."""


class AskAndTell:
    """Runs the trials that a sampler chooses; what is finished is kept whatever happens."""

    def __init__(self, judge: Judge, n_trials: int, progress: Progress | None = None) -> None:
        self._judge = judge
        self._count = n_trials
        self._progress = progress
        self._parts: list[tuple[ConfigTable, MetricColumns]] = []
        self._best: float | None = None
        self.done = 0

    def run(self, sampler: Sampler, trials: Trials, pool: Executor) -> None:
        """Run trials until all are done, or the sampler has no more."""
        while self.done < self._count:
            configs = sampler.ask(self._count - self.done)
            if configs is None:
                self._count = self.done  # a grid can have fewer points than were asked for
                self._tell()
                return
            evaluate = trials.prepared(configs, pool)
            metrics = self._run_batch(configs, evaluate, pool, trials.most_a_part)
            sampler.tell(metrics, self._judge.scores(metrics))

    def finished(self) -> tuple[ConfigTable, MetricColumns]:
        """The finished trials in the order in which they were chosen; there is at least one."""
        configs, metrics = zip(*self._parts, strict=True)
        if len(configs) == 1:
            return self._parts[0]
        return joined_tables(configs), np.concatenate(metrics)

    def _run_batch(
        self, configs: ConfigTable, evaluate: Evaluate, pool: Executor, most_a_part: int
    ) -> MetricColumns:
        """Run one batch; as no trial depends on another, how a batch is cut changes nothing.

        An interrupt leaves the parts that are finished; the whole batch becomes one part.
        """
        count = len(configs)
        size = -(-count // max(_LEAST_PARTS, -(-count // most_a_part)))
        parts = [configs.rows(start, min(start + size, count)) for start in range(0, count, size)]
        futures = [pool.submit(evaluate, part) for part in parts]
        for part, future in zip(parts, futures, strict=True):
            self._keep(part, future.result()[:, 0])  # the one span of a search
        metrics = np.concatenate([metrics for _, metrics in self._parts[-len(parts) :]])
        self._parts[-len(parts) :] = [(configs, metrics)]
        return metrics

    def _keep(self, part: ConfigTable, metrics: MetricColumns) -> None:
        self._parts.append((part, metrics))
        self.done += len(metrics)
        if self._progress is not None:
            scores = self._judge.scores(metrics)
            before = [] if self._best is None else [self._best]
            self._best = max([*scores[~np.isnan(scores)].tolist(), *before], default=None)
        self._tell()

    def _tell(self) -> None:
        if self._progress is not None and self.done:
            self._progress(self.done, self._count, self._best)
