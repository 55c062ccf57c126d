"""What a strategy is: candles in, an opinion for each of them out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.domain.errors import ConfigError


class Strategy(Protocol):
    """A frozen, keyword-only dataclass whose fields are its parameters.

    A parameter is an int, float, bool or str with a default; `__post_init__` refuses a wrong one
    with bot.domain.checks.require. `search_space` is the lowest and the highest value of each
    parameter that an optimizer may draw. `price_values` names those of its values that are prices,
    which charts draw over the candles (none where it is left out). `reason(direction, values)`
    may say the opinion in words; without it a plain sentence is made of the values.
    """

    search_space: ClassVar[Mapping[str, tuple[float, float]]]

    @property
    def warm_up_candles(self) -> int:
        """How many candles make an opinion independent of where the history begins."""
        ...

    def opinions(self, candles: CandleArrays) -> "Opinions":
        """An opinion at the close of every candle; row t reads rows <= t only.

        A row whose inputs are unknown (warm-up) has direction 0 and confidence 0. The arrays are
        read-only to a user's strategy.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Opinions:
    """What a strategy thinks, one row per candle.

    `direction` is +1 (long), -1 (short) or 0 (flat), kept as int8; `confidence` is in [0, 1];
    `values` are the numbers behind it by name, NaN where unknown. Raises ConfigError for another
    shape or another value.
    """

    direction: NDArray[np.int8]
    confidence: FloatArray
    values: Mapping[str, FloatArray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        direction = _row("direction", self.direction)
        if not np.isin(direction, (-1, 0, 1)).all():
            raise ConfigError(f"need -1, 0 or 1 for every direction, was {_odd(direction)}")
        confidence = _row("confidence", self.confidence)
        if not ((confidence >= 0.0) & (confidence <= 1.0)).all():
            wrong = confidence[~((confidence >= 0.0) & (confidence <= 1.0))][0]
            raise ConfigError(f"need 0 <= confidence <= 1 in every row, was {wrong}")
        values = {str(name): _row(f"value {name}", row) for name, row in self.values.items()}
        for name, row in (("confidence", confidence), *values.items()):
            if len(row) != len(direction):
                raise ConfigError(
                    f"need as many rows of {name} as of direction, were {len(row)} and "
                    f"{len(direction)}"
                )
        object.__setattr__(self, "direction", direction.astype(np.int8))
        object.__setattr__(self, "confidence", confidence)
        object.__setattr__(self, "values", values)

    def __len__(self) -> int:
        return len(self.direction)

    def part(self, rows: slice) -> "Opinions":
        """The opinions of some rows."""
        values = {name: row[rows] for name, row in self.values.items()}
        return Opinions(
            direction=self.direction[rows], confidence=self.confidence[rows], values=values
        )

    def values_at(self, t: int) -> dict[str, float]:
        """The values behind the opinion at row t."""
        return {name: float(row[t]) for name, row in self.values.items()}


def _row(name: str, values: Any) -> FloatArray:
    """The values as a fresh array of floats in one dimension."""
    try:
        row = np.array(values, np.float64)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"need an array of numbers for {name}: {error}") from error
    if row.ndim != 1:
        raise ConfigError(f"need one row per candle for {name}, was of shape {row.shape}")
    return row


def _odd(direction: FloatArray) -> float:
    return float(direction[~np.isin(direction, (-1, 0, 1))][0])
