"""What is searched of a strategy other than EMA/RSI: its own search space, and the risk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, get_type_hints

import numpy as np
from numpy.typing import NDArray

from bot.domain import StrategyConfig, StrategyParams, merge_config, require
from bot.domain.errors import ConfigError
from bot.optimizer.search.axis import Axis, Point, named
from bot.optimizer.search.space import SearchSpace
from bot.optimizer.trials import ConfigTable
from bot.strategy import NamedStrategy, strategy_of

RISK_FIELDS = ("risk_per_trade_pct", "stop_loss_pct", "take_profit_pct")
DRAWS_FOR_ONE = 200
"""How often a trial is drawn anew before the ranges of the search space are held to be wrong."""


@dataclass(frozen=True, kw_only=True)
class StrategySpace:
    """A ParameterSpace over the search space of the strategy that `base` names, and over the risk.

    Parameters that the search space does not name stay as in `base`.
    """

    base: StrategyConfig
    risk: SearchSpace

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """The strategy's parameters, then the risk's; ConfigError for a range that is none."""
        risk = [
            Axis(name=name, low=low, high=high, is_whole=False)
            for name, (low, high) in ((name, getattr(self.risk, name)) for name in RISK_FIELDS)
        ]
        return (*_own_axes(strategy_of(self.base)), *risk)

    def draw(self, count: int, generator: np.random.Generator) -> ConfigTable:
        """`count` independent trials, uniform over the axes.

        A trial that the strategy refuses is drawn again; ConfigError where that does not help, or a
        range is none.
        """
        drawn = [self._draw_one(generator) for _ in range(count)]
        table = self.at([point for point, _ in drawn])
        return replace(table, made=tuple(config for _, config in drawn))

    def valid(self, point: Point) -> Point | None:
        """The point; None where the strategy refuses it."""
        try:
            strategy_of(self._config(point))
        except ConfigError:
            return None
        return point

    def at(self, points: Sequence[Point]) -> ConfigTable:
        """The trials at valid points, in their order."""
        own = len(self.axes) - len(RISK_FIELDS)
        return ConfigTable(
            base=self.base,
            fields=_columns(self.axes[own:], [point[own:] for point in points]),
            params=_columns(self.axes[:own], [point[:own] for point in points]),
        )

    def _draw_one(self, generator: np.random.Generator) -> tuple[Point, StrategyConfig]:
        refused: ConfigError | None = None
        for _ in range(DRAWS_FOR_ONE):
            point = [_value(axis, generator) for axis in self.axes]
            config = self._config(point)
            try:
                strategy_of(config)
            except ConfigError as error:
                refused = error
                continue
            return point, config
        raise ConfigError(
            f"need a search space of {self.base.strategy} whose draws it accepts, {DRAWS_FOR_ONE} "
            f"in a row were refused: {refused}"
        )

    def _config(self, point: Point) -> StrategyConfig:
        own = len(self.axes) - len(RISK_FIELDS)
        params = StrategyParams(
            {**self.base.strategy_params, **named(self.axes[:own], point[:own])}
        )
        risk = named(self.axes[own:], point[own:])
        return merge_config(self.base, {**risk, "strategy_params": params})


def _own_axes(strategy: NamedStrategy) -> list[Axis]:
    hints = get_type_hints(type(strategy.strategy))
    axes = []
    for name, bounds in strategy.search_space.items():
        rule = f"a lowest and a highest number of {name} in the search space of {strategy.name}"
        is_pair = isinstance(bounds, tuple | list) and len(bounds) == 2
        require(is_pair and hints[name] in (int, float) and bounds[0] <= bounds[1], rule, bounds)
        axes.append(Axis(name=name, low=bounds[0], high=bounds[1], is_whole=hints[name] is int))
    return axes


def _value(axis: Axis, generator: np.random.Generator) -> float:
    if axis.is_whole:
        return int(generator.integers(int(axis.low), int(axis.high), endpoint=True))
    return float(generator.uniform(axis.low, axis.high))


def _columns(axes: Sequence[Axis], points: Sequence[Point]) -> Mapping[str, NDArray[Any]]:
    values = [named(axes, point) for point in points]
    return {
        axis.name: np.array(
            [value[axis.name] for value in values], np.int64 if axis.is_whole else np.float64
        )
        for axis in axes
    }
