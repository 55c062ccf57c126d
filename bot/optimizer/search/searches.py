"""Where searches run: in this process, or wherever an executor takes them."""

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bot.domain import StrategyConfig
from bot.domain.errors import ConfigError, SearchLost
from bot.optimizer.search.random_search import random_search_optimize
from bot.optimizer.search.result import OptimizationResult
from bot.optimizer.search.samplers import RANDOM
from bot.strategy import look_in, strategy_of

if TYPE_CHECKING:
    import pandas as pd

Found = Callable[[], OptimizationResult]
"""A search that was started: its result when it is called; raises what the search raises."""


class Searches(Protocol):
    """Starts searches."""

    def start(
        self, candles: "pd.DataFrame", base: StrategyConfig, n_trials: int, **arguments: Any
    ) -> Found:
        """Start a search with the arguments of random_search_optimize."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchesHere:
    """Searches one after another, each when its result is asked for, on `jobs` threads."""

    sampler: str = RANDOM
    jobs: int | None = None

    def start(
        self, candles: "pd.DataFrame", base: StrategyConfig, n_trials: int, **arguments: Any
    ) -> Found:
        """As Searches."""
        return partial(
            random_search_optimize,
            candles,
            base,
            n_trials,
            sampler=self.sampler,
            jobs=self.jobs,
            **arguments,
        )


class SearchesOn:
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
        sampler: str = RANDOM,
        strategies_folder: Path | None = None,
        losses: tuple[type[Exception], ...] = (),
    ) -> None:
        self._executor = executor
        self._sampler = sampler
        self._folder = strategies_folder
        self._losses: tuple[type[Exception], ...] = (CancelledError, *losses)
        self._waiting: set[Future[OptimizationResult]] = set()
        self._lock = threading.Lock()
        self._given_up = False

    def start(
        self, candles: "pd.DataFrame", base: StrategyConfig, n_trials: int, **arguments: Any
    ) -> Found:
        """As Searches."""
        if self._given_up:
            raise CancelledError
        progress = arguments.pop("progress", None)
        sent = {**arguments, "sampler": self._sampler, "jobs": 1}
        strategy = SentStrategy.of(base, self._folder)
        future = self._executor.submit(_search_there, strategy, candles, base, n_trials, sent)
        with self._lock:
            self._waiting.add(future)

        def found() -> OptimizationResult:
            try:
                result = future.result()
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
            if progress is not None:
                progress(result.n_trials, result.n_trials, result.best_score)
            return result

        return found

    def cancel(self) -> None:
        """Give up every search whose result was not taken yet, and start no further one.

        Who waits for one gets concurrent.futures.CancelledError.
        """
        with self._lock:
            self._given_up = True
            waiting = list(self._waiting)
        for future in waiting:
            future.cancel()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentStrategy:
    """Which file a search's strategy is, for a process elsewhere; `sha256` None for a built-in."""

    name: str
    sha256: str | None
    folder: Path | None

    @classmethod
    def of(cls, config: StrategyConfig, folder: Path | None) -> "SentStrategy":
        """The strategy that a config names, as it is here."""
        named = strategy_of(config)
        where = None if folder is None else folder.resolve()
        return cls(name=named.name, sha256=named.sha256, folder=where)

    def refuse_other(self, config: StrategyConfig) -> None:
        """ConfigError where the strategy is another file in this process, or none."""
        if self.sha256 is None:
            return
        if self.folder is not None:
            look_in(self.folder)
        try:
            is_same = strategy_of(config).sha256 == self.sha256
        except ConfigError as error:
            raise ConfigError(
                f"strategy {self.name} cannot be used on the cluster: {error}; let its workers see "
                "the same DATA_DIR, or search without --cluster"
            ) from error
        if not is_same:
            raise ConfigError(
                f"strategy {self.name} is another file on the cluster's workers than here: start "
                "the workers again, with the same DATA_DIR"
            )


def _search_there(
    strategy: SentStrategy,
    candles: "pd.DataFrame",
    base: StrategyConfig,
    n_trials: int,
    arguments: dict[str, Any],
) -> OptimizationResult:
    """What runs in the process that the executor chose."""
    strategy.refuse_other(base)
    return random_search_optimize(candles, base, n_trials, **arguments)
