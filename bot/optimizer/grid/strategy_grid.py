"""Every combination of listed parameters of another strategy than EMA/RSI."""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arrays import IntArray
from bot.domain import EMA_RSI, Parameter, StrategyConfig, merge_config, require
from bot.domain.errors import ConfigError
from bot.optimizer.grid.ema_rsi_grid import EmaRsiGrid
from bot.optimizer.grid.protocol import MOST_COMBINATIONS
from bot.optimizer.search import RISK_FIELDS
from bot.optimizer.trials import ConfigTable
from bot.strategy import strategy_of

MOST_PARAMETER_SETS = 20_000


@dataclass(frozen=True, kw_only=True)
class StrategyGrid:
    """The combinations of `values` over `base` that its strategy takes, numbered from 0.

    A name is a parameter of base's strategy that is a number, or one of RISK_FIELDS. Parameters
    that the strategy refuses together are none: they have no number and count among `left_out`.
    Raises ConfigError for an unknown name, no combination, and too many.
    """

    base: StrategyConfig
    values: Mapping[str, tuple[float, ...]]

    def __post_init__(self) -> None:
        parameters = strategy_of(self.base).parameters
        for name in self.values:
            if name not in RISK_FIELDS and not _is_number(parameters.get(name)):
                numbers = [key for key, value in parameters.items() if _is_number(value)]
                raise ConfigError(
                    f"need a number parameter of {self.base.strategy}"
                    f" ({', '.join(numbers) or 'it has none'}) for a grid, was {name!r}"
                )
        sets = math.prod(len(self.axis(name)) for name in self._parameters)
        require(
            sets <= MOST_PARAMETER_SETS,
            f"at most {MOST_PARAMETER_SETS:,} sets of strategy parameters",
            f"{sets:,}",
        )
        require(
            len(self) <= MOST_COMBINATIONS,
            f"at most {MOST_COMBINATIONS:,} combinations",
            f"{len(self):,}",
        )
        EmaRsiGrid(base=_plain(self.base), values=self._risks)  # its bounds are checked there

    def __len__(self) -> int:
        return math.prod(self._shape)

    @property
    def fields(self) -> tuple[str, ...]:
        """What may vary: the listed parameters, then RISK_FIELDS."""
        return (*self._parameters, *RISK_FIELDS)

    @property
    def left_out(self) -> int:
        """How many combinations of the listed values are none."""
        return math.prod(len(self.axis(name)) for name in self.fields) - len(self)

    @property
    def why_left_out(self) -> str:
        """The rule that a combination left out breaks."""
        return f"{self.base.strategy} refuses their parameters"

    def axis(self, name: str) -> tuple[float, ...]:
        """The values of a field, ascending."""
        return self._axes[name]

    @property
    def varied(self) -> tuple[str, ...]:
        """The fields with more than one value."""
        return tuple(name for name in self.fields if len(self.axis(name)) > 1)

    @property
    def periods(self) -> Mapping[str, tuple[float, ...]]:
        """The periods of EMA and RSI, of which the AI's features are made: base's."""
        return EmaRsiGrid(base=_plain(self.base), values={}).periods

    @property
    def period_samples(self) -> ConfigTable:
        """One combination, as all have base's periods."""
        return self.configs(np.array([0]))

    def configs(self, numbers: IntArray) -> ConfigTable:
        """The combinations of these numbers."""
        places = self.places(numbers)
        columns = {name: _column(self.axis(name))[places[name]] for name in self.fields}
        return ConfigTable(
            base=self.base,
            fields={name: columns[name] for name in RISK_FIELDS},
            params={name: columns[name] for name in self._parameters},
        )

    def columns(self, numbers: IntArray) -> tuple[list[float], ...]:
        """The values of each field in the combinations of these numbers."""
        places = self.places(numbers)
        return tuple([self.axis(name)[k] for k in places[name].tolist()] for name in self.fields)

    def places(self, numbers: IntArray) -> dict[str, IntArray]:
        """Which value of its axis each field has in the combinations of these numbers."""
        sets, *risks = np.unravel_index(numbers, self._shape)
        own = {name: self._sets[:, k][sets] for k, name in enumerate(self._parameters)}
        return {**own, **dict(zip(RISK_FIELDS, risks, strict=True))}

    def config_at(self, number: int) -> StrategyConfig:
        """The config of a combination."""
        values = [column[0] for column in self.columns(np.array([number]))]
        return self._config(dict(zip(self.fields, values, strict=True)))

    def value_of(self, config: StrategyConfig, name: str) -> float:
        """The value that a config has for a field."""
        if name in RISK_FIELDS:
            return float(getattr(config, name))
        return float(strategy_of(config).parameters[name])

    @property
    def _parameters(self) -> tuple[str, ...]:
        return tuple(name for name in self.values if name not in RISK_FIELDS)

    @property
    def _risks(self) -> dict[str, tuple[float, ...]]:
        return {name: values for name, values in self.values.items() if name in RISK_FIELDS}

    @cached_property
    def _axes(self) -> dict[str, tuple[float, ...]]:
        own = {name: tuple(sorted(set(self.values[name]))) for name in self._parameters}
        usual = {name: (float(getattr(self.base, name)),) for name in RISK_FIELDS}
        return {**own, **usual, **{k: tuple(sorted(set(v))) for k, v in self._risks.items()}}

    @cached_property
    def _shape(self) -> tuple[int, ...]:
        return (len(self._sets), *(len(self.axis(name)) for name in RISK_FIELDS))

    @cached_property
    def _sets(self) -> IntArray:
        """The sets of parameters that the strategy takes, as places on their axes."""
        taken: list[tuple[int, ...]] = []
        refused: ConfigError | None = None
        for places in itertools.product(*(range(len(self.axis(n))) for n in self._parameters)):
            values = {n: self.axis(n)[k] for n, k in zip(self._parameters, places, strict=True)}
            try:
                strategy_of(self._config(values))
            except ConfigError as error:
                refused = error
            else:
                taken.append(places)
        if not taken and refused is not None:
            raise refused
        return np.array(taken, np.int64).reshape(len(taken), len(self._parameters))

    def _config(self, values: Mapping[str, float]) -> StrategyConfig:
        own = {name: value for name, value in values.items() if name not in RISK_FIELDS}
        risks = {name: value for name, value in values.items() if name in RISK_FIELDS}
        params = {**self.base.strategy_params, **own}
        return merge_config(self.base, {**risks, "strategy_params": params})


def _column(values: tuple[float, ...]) -> NDArray[Any]:
    """Whole numbers where all are, as a parameter that is one must have."""
    return np.array(values, np.int64 if all(isinstance(v, int) for v in values) else np.float64)


def _is_number(value: Parameter | None) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(config: StrategyConfig) -> StrategyConfig:
    """The config with EMA/RSI in the strategy's place."""
    return merge_config(config, {"strategy": EMA_RSI, "strategy_params": {}})
