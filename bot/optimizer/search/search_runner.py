"""Where searches run: in this process, or wherever an executor takes them."""

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from bot.domain import StrategyConfig
from bot.domain.errors import SearchLost
from bot.optimizer.search.ask_and_tell import Progress
from bot.optimizer.search.request import SearchRequest
from bot.optimizer.search.result import OptimizationResult
from bot.optimizer.search.run import run_search
from bot.optimizer.search.sent_strategy import SentStrategy

PendingResult = Callable[[], OptimizationResult]
"""A search that was started: its result when it is called; raises what the search raises."""


class SearchRunner(Protocol):
    """Starts searches."""

    def start(self, request: SearchRequest, progress: Progress | None = None) -> PendingResult:
        """Start a search; `progress` is told of it in the thread that asks for the result."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSearches:
    """Searches one after another, each when its result is asked for, on `jobs` threads."""

    jobs: int | None = None

    def start(self, request: SearchRequest, progress: Progress | None = None) -> PendingResult:
        """Put the search off until its result is asked for."""
        return partial(run_search, request, jobs=self.jobs, progress=progress)


class ExecutorSearches:
    """Searches that begin at once, each a task of its own on an executor, with one thread.

    All that is sent can be pickled. A strategy of the user's own is looked for in
    `strategies_folder` where the search runs, and must be the same file there. `losses` are the
    errors by which the executor says that a search was lost for good; they become SearchLost.
    Progress is told once, at the end of a search.
    """

    def __init__(
        self,
        executor: Executor,
        *,
        strategies_folder: Path | None = None,
        losses: tuple[type[Exception], ...] = (),
    ) -> None:
        self._executor = executor
        self._folder = strategies_folder
        self._losses: tuple[type[Exception], ...] = (CancelledError, *losses)
        self._waiting: set[Future[OptimizationResult]] = set()
        self._lock = threading.Lock()
        self._given_up = False

    def start(self, request: SearchRequest, progress: Progress | None = None) -> PendingResult:
        """Send the search off; CancelledError after `cancel`."""
        if self._given_up:
            raise CancelledError
        strategy = SentStrategy.of(request.base, self._folder)
        future = self._executor.submit(_search_there, strategy, request)
        with self._lock:
            self._waiting.add(future)

        def result() -> OptimizationResult:
            done = self._result_of(future, request.base)
            if progress is not None:
                progress(done.n_trials, done.n_trials, done.best_score)
            return done

        return result

    def cancel(self) -> None:
        """Give up every search whose result was not taken yet, and start no further one.

        Who waits for one gets concurrent.futures.CancelledError.
        """
        with self._lock:
            self._given_up = True
            waiting = list(self._waiting)
        for future in waiting:
            future.cancel()

    def _result_of(
        self, future: "Future[OptimizationResult]", base: StrategyConfig
    ) -> OptimizationResult:
        try:
            return future.result()
        except self._losses as error:
            if self._given_up:
                raise
            raise SearchLost(
                f"a search over {base.symbol} was lost on the cluster "
                f"({type(error).__name__}): see its workers' logs and start again"
            ) from error
        finally:
            with self._lock:
                self._waiting.discard(future)


def _search_there(strategy: SentStrategy, request: SearchRequest) -> OptimizationResult:
    """What runs in the process that the executor chose."""
    strategy.refuse_other(request.base)
    return run_search(request, jobs=1)
