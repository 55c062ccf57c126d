"""What a search does differently under different strategies: the one place that chooses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from bot.domain import EMA_RSI, StrategyConfig
from bot.optimizer.fast_trials import EmaRsiTrials
from bot.optimizer.search.axis import Axis
from bot.optimizer.search.memory import SearchMemory, ema_rsi_memory, strategy_memory
from bot.optimizer.search.samplers import NSGA2, RANDOM, TPE, ParameterSpace
from bot.optimizer.search.space import EmaRsiSpace, SearchSpace
from bot.optimizer.search.strategy_space import StrategySpace
from bot.optimizer.search.threads import thread_count
from bot.optimizer.trials import AnyStrategyTrials, TrialInputs, Trials
from bot.rules import adaptive_terms_of


class MemoryNeeded(Protocol):
    """Says what a search takes; `learns`: by a sampler that remembers every trial."""

    def __call__(
        self, candles: int, trials: int, *, jobs: int, axes: tuple[Axis, ...], learns: bool
    ) -> SearchMemory:
        """The bytes for so many candles, trials and threads."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialKind:
    """How configs of a strategy are chosen and evaluated, and what that takes."""

    trials: Callable[[TrialInputs], Trials]
    space: Callable[[StrategyConfig, SearchSpace], ParameterSpace]
    memory: MemoryNeeded


ANY_STRATEGY = TrialKind(
    trials=AnyStrategyTrials,
    space=lambda base, ranges: StrategySpace(base=base, risk=ranges),
    memory=strategy_memory,
)
"""What every strategy has that has no line below."""
TRIAL_KINDS: Mapping[str, TrialKind] = {
    EMA_RSI: TrialKind(
        trials=EmaRsiTrials,
        space=lambda base, ranges: EmaRsiSpace(base=base, ranges=ranges),
        memory=ema_rsi_memory,
    ),
}
"""The strategies that are compiled for trials, by name; a further one is one more line."""


def trial_kind(base: StrategyConfig) -> TrialKind:
    """The kind of the strategy that a config names.

    Compiled trials have fixed sizes and stops; other configs are decided and traded one by one.
    """
    kind = TRIAL_KINDS.get(base.strategy, ANY_STRATEGY)
    if adaptive_terms_of(base) is None:
        return kind
    return replace(kind, trials=ANY_STRATEGY.trials, memory=ANY_STRATEGY.memory)


def trials_over(inputs: TrialInputs, base: StrategyConfig) -> Trials:
    """What evaluates configs of the base's strategy."""
    return trial_kind(base).trials(inputs)


def memory_of(
    base: StrategyConfig,
    space: SearchSpace,
    candles: int,
    n_trials: int,
    *,
    sampler: str = RANDOM,
    jobs: int | None = None,
) -> SearchMemory:
    """What a search takes at most about."""
    return trial_kind(base).memory(
        candles,
        n_trials,
        jobs=thread_count(jobs),
        axes=space.axes,
        learns=sampler in (TPE, NSGA2),
    )
