"""Asking a sampler for trials, running them in parts, telling it the results."""

from collections.abc import Callable
from concurrent.futures import Executor

import numpy as np

from bot.optimizer.search.any_draws import AnyDraws, count_of, joined, trials_of
from bot.optimizer.search.objective import Judge, MetricColumns
from bot.optimizer.search.samplers import Sampler

Progress = Callable[[int, int, float | None], None]
"""Told after each part: trials done, trials in all, best score so far."""
RunPart = Callable[[AnyDraws], MetricColumns]

_MOST_A_PART, _FEWEST_A_PART, _CANDLES_A_PART = 512, 64, 4_000_000
_LEAST_PARTS = 4
"""A small batch is cut as well, so that several cores share it."""


class SearchLoop:
    """Runs the trials that a sampler chooses; what is finished is kept whatever happens."""

    def __init__(self, judge: Judge, n_trials: int, progress: Progress | None = None) -> None:
        self._judge = judge
        self._count = n_trials
        self._progress = progress
        self._parts: list[tuple[AnyDraws, MetricColumns]] = []
        self._best: float | None = None
        self.done = 0

    def run(
        self,
        sampler: Sampler,
        prepare: Callable[[AnyDraws], RunPart],
        pool: Executor,
        most_a_part: int,
    ) -> None:
        """Until all trials are done, or the sampler has no more."""
        while self.done < self._count:
            draws = sampler.ask(self._count - self.done)
            if draws is None:
                self._count = self.done  # a grid can have fewer points than were asked for
                self._tell()
                return
            metrics = self._run_batch(draws, prepare(draws), pool, most_a_part)
            sampler.tell(metrics, self._judge.scores(metrics))

    def finished(self) -> tuple[AnyDraws, MetricColumns]:
        """The finished trials in the order in which they were chosen; there is at least one."""
        draws, metrics = zip(*self._parts, strict=True)
        return (joined(draws), np.concatenate(metrics)) if len(draws) > 1 else self._parts[0]

    def _run_batch(
        self, draws: AnyDraws, run: RunPart, pool: Executor, most_a_part: int
    ) -> MetricColumns:
        """What a trial does depends on no other, so how a batch is cut changes nothing.

        An interrupt leaves the parts that are finished; the whole batch becomes one part.
        """
        count = count_of(draws)
        size = -(-count // max(_LEAST_PARTS, -(-count // most_a_part)))
        parts = [
            trials_of(draws, start, min(start + size, count)) for start in range(0, count, size)
        ]
        futures = [pool.submit(run, part) for part in parts]
        for part, future in zip(parts, futures, strict=True):
            self._keep(part, future.result())
        metrics = np.concatenate([metrics for _, metrics in self._parts[-len(parts) :]])
        self._parts[-len(parts) :] = [(draws, metrics)]
        return metrics

    def _keep(self, part: AnyDraws, metrics: MetricColumns) -> None:
        self._parts.append((part, metrics))
        self.done += len(metrics)
        if self._progress is not None:
            scores = self._judge.scores(metrics)
            known = [] if self._best is None else [self._best]
            self._best = max([*scores[~np.isnan(scores)].tolist(), *known], default=None)
        self._tell()

    def _tell(self) -> None:
        if self._progress is not None and self.done:
            self._progress(self.done, self._count, self._best)


def trials_a_part(candles: int) -> int:
    """How many trials one task runs: few over many candles, so that progress is told often."""
    return max(_FEWEST_A_PART, min(_MOST_A_PART, _CANDLES_A_PART // max(candles, 1)))
