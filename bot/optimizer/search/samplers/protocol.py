"""What a sampler is: it is asked for trials, and told what became of them."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from bot.arrays import FloatArray
from bot.optimizer.search.axis import Axis, Point
from bot.optimizer.trials import ConfigTable, MetricColumns


class ParameterSpace(Protocol):
    """Which trials there can be."""

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The searched parameters, in the order of a point's values."""
        ...

    def draw(self, count: int, generator: np.random.Generator) -> ConfigTable:
        """`count` independent valid trials, uniform over the axes."""
        ...

    def valid(self, point: Point) -> Point | None:
        """The point, or the valid one nearest to it; None where there is no telling."""
        ...

    def at(self, points: Sequence[Point]) -> ConfigTable:
        """The trials at valid points, in their order."""
        ...


class Sampler(Protocol):
    """Chooses trials.

    What it chooses depends on its seed and on what it was told only; how many trials it gives at
    once is its own choice, never that of the machine.
    """

    def ask(self, most: int) -> ConfigTable | None:
        """Between 1 and `most` further trials; None where there are no further ones."""
        ...

    def tell(self, metrics: MetricColumns, scores: FloatArray) -> None:
        """What the trials last asked for did, in their order; a score of NaN is not eligible."""
        ...
