"""Every combination of listed EMA/RSI values, decoded on demand from its number."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arrays import IntArray
from bot.backtesting import Metrics
from bot.domain import EMA_RSI, StrategyConfig, merge_config, require
from bot.domain.errors import ConfigError
from bot.optimizer.grid.protocol import MOST_COMBINATIONS
from bot.optimizer.trials import ConfigTable, EmaRsiColumns, table_of

BYTES_A_COMBINATION = 2 * len(Metrics._fields) * 8
"""Every metric, in and out of sample."""

_BELOW = (("ema_fast", "ema_slow"), ("rsi_oversold", "rsi_overbought"))
_PERIODS = ("ema_fast", "ema_slow", "rsi_period")
_NAMES = EmaRsiColumns._fields


@dataclass(frozen=True, kw_only=True)
class EmaRsiGrid:
    """The valid combinations of `values` (field: its values) over `base`, numbered from 0.

    A field of EmaRsiColumns that is not listed has base's value. A combination whose ema_fast is
    not below its ema_slow, or whose rsi_oversold is not below its rsi_overbought, is none: it has
    no number and counts among `left_out`. Raises ConfigError for another strategy than EMA/RSI,
    an unknown field, a value out of its bounds, no combination, and more than MOST_COMBINATIONS.
    """

    base: StrategyConfig
    values: Mapping[str, tuple[float, ...]]

    def __post_init__(self) -> None:
        require(self.base.strategy == EMA_RSI, f"the strategy {EMA_RSI}", self.base.strategy)
        for name in self.values:
            if name not in _NAMES:
                raise ConfigError(f"need a field of {', '.join(_NAMES)}, was {name!r}")
        self._refuse_too_many()
        for low, high in _BELOW:
            if not len(self._pairs(low, high)[0]):
                raise ConfigError(
                    f"need {low} below {high}, were {_listed(self.axis(low))} and"
                    f" {_listed(self.axis(high))}"
                )
        for corner in self._corners():
            self._config(corner)  # the widest are valid, and so is all between them

    def __len__(self) -> int:
        return math.prod(self._shape)

    @property
    def left_out(self) -> int:
        """How many combinations of the listed values are none."""
        return math.prod(len(self.axis(name)) for name in _NAMES) - len(self)

    @property
    def fields(self) -> tuple[str, ...]:
        """What may vary."""
        return _NAMES

    @property
    def why_left_out(self) -> str:
        """The rule that a combination left out breaks."""
        return "ema_fast not below ema_slow, or rsi_oversold not below rsi_overbought"

    def columns(self, numbers: IntArray) -> tuple[list[float], ...]:
        """The values of each field in the combinations of these numbers."""
        return tuple(column.tolist() for column in self.ema_rsi_columns(numbers))

    def value_of(self, config: StrategyConfig, name: str) -> float:
        """The value that a config has for a field."""
        value: float = getattr(config, name)
        return value

    def axis(self, name: str) -> tuple[float, ...]:
        """The values of a field, ascending."""
        return self._axes[name]

    @property
    def varied(self) -> tuple[str, ...]:
        """The fields with more than one value, in the order of EmaRsiColumns."""
        return tuple(name for name in _NAMES if len(self.axis(name)) > 1)

    @property
    def periods(self) -> Mapping[str, tuple[float, ...]]:
        """The listed periods of each average and of RSI."""
        return {name: self.axis(name) for name in _PERIODS}

    @property
    def period_samples(self) -> ConfigTable:
        """So many combinations that every pair of averages occurs, and every period of RSI."""
        (fast, slow), strength = self._periods, self.axis("rsi_period")
        rows = np.arange(max(len(fast), len(strength)))
        fields = {
            "ema_fast": _column("ema_fast", self.axis("ema_fast"))[fast[rows % len(fast)]],
            "ema_slow": _column("ema_slow", self.axis("ema_slow"))[slow[rows % len(slow)]],
            "rsi_period": _column("rsi_period", strength)[rows % len(strength)],
        }
        return ConfigTable(base=self.base, fields=fields, params={})

    def configs(self, numbers: IntArray) -> ConfigTable:
        """The combinations of these numbers."""
        return table_of(self.ema_rsi_columns(numbers), self.base)

    def ema_rsi_columns(self, numbers: IntArray) -> EmaRsiColumns:
        """The values of these numbers' combinations."""
        places = self.places(numbers)
        columns = {name: _column(name, self.axis(name))[places[name]] for name in _NAMES}
        return EmaRsiColumns(**columns)

    def places(self, numbers: IntArray) -> dict[str, IntArray]:
        """Which value of its axis each field has in the combinations of these numbers."""
        periods, rsi, bounds, risk, stop, target = np.unravel_index(numbers, self._shape)
        (fast, slow), (low, high) = self._periods, self._bounds
        return {
            "ema_fast": fast[periods],
            "ema_slow": slow[periods],
            "rsi_period": rsi,
            "rsi_overbought": high[bounds],
            "rsi_oversold": low[bounds],
            "risk_per_trade_pct": risk,
            "stop_loss_pct": stop,
            "take_profit_pct": target,
        }

    def config_at(self, number: int) -> StrategyConfig:
        """The config of a combination."""
        return self.configs(np.array([number])).config_at(0)

    @cached_property
    def _axes(self) -> dict[str, tuple[float, ...]]:
        return {
            name: tuple(sorted(set(self.values.get(name, (getattr(self.base, name),)))))
            for name in _NAMES
        }

    @cached_property
    def _periods(self) -> tuple[IntArray, IntArray]:
        return self._pairs("ema_fast", "ema_slow")

    @cached_property
    def _bounds(self) -> tuple[IntArray, IntArray]:
        return self._pairs("rsi_oversold", "rsi_overbought")

    @cached_property
    def _shape(self) -> tuple[int, ...]:
        return (
            len(self._periods[0]),
            len(self.axis("rsi_period")),
            len(self._bounds[0]),
            *(len(self.axis(name)) for name in _NAMES[-3:]),
        )

    def _pairs(self, low: str, high: str) -> tuple[IntArray, IntArray]:
        """The places of every two values whose first is below its second."""
        below = np.array(self.axis(low))[:, None] < np.array(self.axis(high))[None, :]
        lows, highs = np.nonzero(below)
        return lows.astype(np.int64), highs.astype(np.int64)

    def _refuse_too_many(self) -> None:
        pairs = [_pair_count(self.axis(low), self.axis(high)) for low, high in _BELOW]
        single = [len(self.axis(name)) for name in ("rsi_period", *_NAMES[-3:])]
        count = math.prod(pairs) * math.prod(single)
        if count > MOST_COMBINATIONS:
            gigabytes = count * BYTES_A_COMBINATION / 1e9
            raise ConfigError(
                f"need at most {MOST_COMBINATIONS:,} combinations, were {count:,}, whose results"
                f" would take {gigabytes:,.1f} GB of memory: list fewer values"
            )

    def _corners(self) -> tuple[dict[str, float], dict[str, float]]:
        """Two combinations that have the lowest and the highest value of every field."""
        lowest = {name: self.axis(name)[0] for name in _NAMES}
        highest = {name: self.axis(name)[-1] for name in _NAMES}
        for low, high in _BELOW:
            lows, highs = self._pairs(low, high)
            lowest[high] = self.axis(high)[highs[0]]
            highest[low] = self.axis(low)[lows[-1]]
        return lowest, highest

    def _config(self, values: Mapping[str, float]) -> StrategyConfig:
        return merge_config(self.base, values)


def _pair_count(lows: tuple[float, ...], highs: tuple[float, ...]) -> int:
    above = len(highs) - np.searchsorted(np.array(highs), np.array(lows), side="right")
    return int(above.sum())


def _column(name: str, values: tuple[float, ...]) -> NDArray[Any]:
    return np.array(values, np.int64 if name in _PERIODS else np.float64)


def _listed(values: tuple[float, ...]) -> str:
    return ", ".join(f"{value:g}" for value in values[:5]) + (", ..." if len(values) > 5 else "")
