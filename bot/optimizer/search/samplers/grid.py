"""The points of an even grid over the ranges."""

import math
from collections.abc import Sequence

import numpy as np

from bot.arrays import FloatArray
from bot.optimizer.search.axis import Axis, Point
from bot.optimizer.search.samplers.protocol import ParameterSpace
from bot.optimizer.trials import ConfigTable, MetricColumns

_POINTS_AT_ONCE = 4096


class GridSampler:
    """Every point of the finest even grid with at most `n_trials` points; needs no seed.

    A point that is not valid as it is (an ema_fast above its ema_slow) is left out, so that there
    can be fewer trials than were asked for.
    """

    def __init__(self, space: ParameterSpace, n_trials: int, seed: int) -> None:
        self._space = space
        self._levels = [
            _level_values(axis, count)
            for axis, count in zip(space.axes, level_counts(space.axes, n_trials), strict=True)
        ]
        self._next = 0

    def ask(self, most: int) -> ConfigTable | None:
        """The next points; None after the last."""
        points: list[Point] = []
        while not points and self._next < self._size:
            end = min(self._next + min(most, _POINTS_AT_ONCE), self._size)
            candidates = (self._point(number) for number in range(self._next, end))
            points = [point for point in candidates if self._is_valid(point)]
            self._next = end
        return self._space.at(points) if points else None

    def tell(self, metrics: MetricColumns, scores: FloatArray) -> None:
        """Nothing is learned from it."""

    @property
    def _size(self) -> int:
        return math.prod(len(values) for values in self._levels)

    def _point(self, number: int) -> Point:
        places = np.unravel_index(number, [len(values) for values in self._levels])
        return tuple(values[place] for values, place in zip(self._levels, places, strict=True))

    def _is_valid(self, point: Point) -> bool:
        valid = self._space.valid(point)
        return valid is not None and tuple(valid) == tuple(point)


def level_counts(axes: Sequence[Axis], most: int) -> list[int]:
    """How many values each axis gets: as even as possible, the first axes first, and in all no more
    than `most` points.
    """
    counts = [1] * len(axes)
    while True:
        points = math.prod(counts)
        for place in sorted(range(len(axes)), key=counts.__getitem__):
            size = axes[place].size
            if size is not None and counts[place] >= size:
                continue
            if points // counts[place] * (counts[place] + 1) <= most:
                counts[place] += 1
                break
        else:
            return counts


def _level_values(axis: Axis, count: int) -> list[float]:
    """`count` values from the lowest to the highest; a single one is in the middle."""
    if count == 1:
        values = [(axis.low + axis.high) / 2.0]
    else:
        values = [float(value) for value in np.linspace(axis.low, axis.high, count)]
    return [float(math.floor(value + 0.5)) for value in values] if axis.is_whole else values
