"""Trials of a strategy other than EMA/RSI: drawn from its own search space, run one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, get_type_hints

import numpy as np

from bot.backtesting import Directions, Metrics, directions_of, measure, room_for, simulate
from bot.candles import CandleArrays
from bot.decide import Observations, decide
from bot.domain import (
    DecisionPolicy,
    Parameter,
    StrategyConfig,
    StrategyParams,
    merge_config,
    require,
)
from bot.domain.errors import ConfigError
from bot.optimizer.search.axis import Axis, Point, named
from bot.optimizer.search.objective import MetricColumns
from bot.optimizer.search.space import SearchSpace
from bot.rules import terms_of
from bot.strategy import NamedStrategy, strategy_of

RISK_FIELDS = ("risk_per_trade_pct", "stop_loss_pct", "take_profit_pct")
STRATEGY_TRIALS_A_PART = 16
"""Few, as a strategy of the user's own may take its time."""
DRAWS_FOR_ONE = 200
"""How often a trial is drawn anew before the ranges of the search space are held to be wrong."""


class StrategyDraws(NamedTuple):
    """The configs of many trials in the order of their drawing."""

    configs: tuple[StrategyConfig, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyTrialInputs:
    """All that trials over the same candles share."""

    candles: CandleArrays
    observations: Observations
    policy: DecisionPolicy
    initial_balance: float
    periods_per_year: float


def draw_configs(
    base: StrategyConfig, space: SearchSpace, count: int, generator: np.random.Generator
) -> StrategyDraws:
    """`count` independent trials, uniform over the strategy's search space and the risk's ranges.

    Parameters that the search space does not name stay as in `base`. A trial that the strategy
    refuses is drawn again; ConfigError where that does not help, or a range is none.
    """
    strategy = strategy_of(base)
    ranges = _ranges(strategy)
    return StrategyDraws(
        tuple(_draw_one(base, strategy, ranges, space, generator) for _ in range(count))
    )


def _ranges(strategy: NamedStrategy) -> Mapping[str, tuple[type, float, float]]:
    hints = get_type_hints(type(strategy.strategy))
    found = {}
    for name, bounds in strategy.search_space.items():
        told = f"a lowest and a highest number of {name} in the search space of {strategy.name}"
        is_pair = isinstance(bounds, tuple | list) and len(bounds) == 2
        require(is_pair and hints[name] in (int, float) and bounds[0] <= bounds[1], told, bounds)
        found[name] = (hints[name], bounds[0], bounds[1])
    return found


def _draw_one(
    base: StrategyConfig,
    strategy: NamedStrategy,
    ranges: Mapping[str, tuple[type, float, float]],
    space: SearchSpace,
    generator: np.random.Generator,
) -> StrategyConfig:
    refused: ConfigError | None = None
    for _ in range(DRAWS_FOR_ONE):
        drawn = {name: _value(*range_, generator) for name, range_ in ranges.items()}
        risk = {name: float(generator.uniform(*getattr(space, name))) for name in RISK_FIELDS}
        params = StrategyParams({**base.strategy_params, **drawn})
        config = merge_config(base, {**risk, "strategy_params": params})
        try:
            strategy_of(config)
        except ConfigError as error:
            refused = error
            continue
        return config
    raise ConfigError(
        f"need a search space of {strategy.name} whose draws it accepts, {DRAWS_FOR_ONE} in a row "
        f"were refused: {refused}"
    )


def _value(kind: type, low: float, high: float, generator: np.random.Generator) -> Parameter:
    if kind is int:
        return int(generator.integers(int(low), int(high), endpoint=True))
    return float(generator.uniform(low, high))


@dataclass(frozen=True, kw_only=True)
class StrategySpace:
    """The search space of the strategy that `base` names, and of the risk."""

    base: StrategyConfig
    risk: SearchSpace

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """The strategy's parameters, then the risk's; ConfigError for a range that is none."""
        ranges = _ranges(strategy_of(self.base))
        own = [
            Axis(name=name, low=low, high=high, is_whole=kind is int)
            for name, (kind, low, high) in ranges.items()
        ]
        risk = [
            Axis(name=name, low=low, high=high, is_whole=False)
            for name, (low, high) in ((name, getattr(self.risk, name)) for name in RISK_FIELDS)
        ]
        return (*own, *risk)

    def draw(self, count: int, generator: np.random.Generator) -> StrategyDraws:
        """As draw_configs."""
        return draw_configs(self.base, self.risk, count, generator)

    def valid(self, point: Point) -> Point | None:
        """The point; None where the strategy refuses it."""
        try:
            strategy_of(self._config(point))
        except ConfigError:
            return None
        return point

    def at(self, points: Sequence[Point]) -> StrategyDraws:
        """The trials at valid points."""
        return StrategyDraws(tuple(self._config(point) for point in points))

    def _config(self, point: Point) -> StrategyConfig:
        own = len(self.axes) - len(RISK_FIELDS)
        params = StrategyParams(
            {**self.base.strategy_params, **named(self.axes[:own], point[:own])}
        )
        risk = named(self.axes[own:], point[own:])
        return merge_config(self.base, {**risk, "strategy_params": params})


def run_strategy_trials(inputs: StrategyTrialInputs, draws: StrategyDraws) -> MetricColumns:
    """The metrics of every trial, equal to those of a Backtester with the trial's config.

    What trials of equal parameters decide is computed once.
    """
    candles = inputs.candles
    out = np.empty((len(draws.configs), len(Metrics._fields)))
    curve, trades = room_for(len(candles))
    decided: dict[StrategyParams, Directions] = {}
    for trial, config in enumerate(draws.configs):
        key = config.strategy_params
        if key not in decided:
            found = decide(candles, config, inputs.policy, inputs.observations)
            decided[key] = directions_of(found.action)
        count, size = simulate(
            candles.open,
            candles.high,
            candles.low,
            candles.close,
            decided[key],
            inputs.initial_balance,
            terms_of(config),
            curve,
            trades,
        )
        out[trial] = measure(
            curve[:size],
            len(candles),
            trades[:count],
            inputs.initial_balance,
            inputs.periods_per_year,
        )
    return out
