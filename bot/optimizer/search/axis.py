"""One searched parameter, and points made of one value of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Point = Sequence[float]
"""One value of each axis, in the order of the axes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A parameter with its lowest and highest value, both included; `is_whole`: numbers only."""

    name: str
    low: float
    high: float
    is_whole: bool

    @property
    def size(self) -> int | None:
        """How many values there are; None where there is no end of them."""
        if self.low == self.high:
            return 1
        return round(self.high - self.low) + 1 if self.is_whole else None


def named(axes: Sequence[Axis], point: Point) -> Mapping[str, float | int]:
    """The values of a point by name, whole ones as int."""
    return {
        axis.name: round(value) if axis.is_whole else float(value)
        for axis, value in zip(axes, point, strict=True)
    }
