"""Which fields of EMA/RSI configs are searched, over which ranges, and how trials are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arrays import IntArray
from bot.domain import StrategyConfig, require
from bot.optimizer.search.axis import Axis, Point
from bot.optimizer.trials import ConfigTable, EmaRsiColumns, table_of

WHOLE_FIELDS = ("ema_fast", "ema_slow", "rsi_period")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSpace:
    """The lowest and the highest value of each searched field, both included.

    Raises ConfigError for a range that is reversed, and where no ema_fast is below an ema_slow.
    """

    ema_fast: tuple[int, int] = (8, 30)
    ema_slow: tuple[int, int] = (30, 100)
    rsi_period: tuple[int, int] = (7, 30)
    rsi_overbought: tuple[float, float] = (65.0, 85.0)
    rsi_oversold: tuple[float, float] = (15.0, 35.0)
    risk_per_trade_pct: tuple[float, float] = (0.3, 2.0)
    stop_loss_pct: tuple[float, float] = (0.002, 0.03)
    take_profit_pct: tuple[float, float] = (0.004, 0.06)

    def __post_init__(self) -> None:
        for field in fields(self):
            low, high = getattr(self, field.name)
            require(low <= high, f"lowest <= highest for {field.name}", f"{low} and {high}")
        fast, slow = self.ema_fast[0], self.ema_slow[1]
        require(fast < slow, "an ema_fast below an ema_slow", f"{fast} and {slow} at best")
        for corner in (0, 1):  # the widest configs are valid, and so is all between them
            StrategyConfig(
                ema_fast=fast,
                ema_slow=slow,
                rsi_period=self.rsi_period[corner],
                rsi_overbought=self.rsi_overbought[0],
                rsi_oversold=self.rsi_oversold[1],
                risk_per_trade_pct=self.risk_per_trade_pct[corner],
                stop_loss_pct=self.stop_loss_pct[corner],
                take_profit_pct=self.take_profit_pct[corner],
            )

    def draw(self, count: int, generator: np.random.Generator) -> EmaRsiColumns:
        """`count` independent trials, uniform over the ranges.

        A pair with ema_fast >= ema_slow is drawn again, both anew.
        """
        fast, slow = self._draw_periods(count, generator)
        return EmaRsiColumns(
            ema_fast=fast,
            ema_slow=slow,
            rsi_period=_whole(generator, self.rsi_period, count),
            rsi_overbought=generator.uniform(*self.rsi_overbought, count),
            rsi_oversold=generator.uniform(*self.rsi_oversold, count),
            risk_per_trade_pct=generator.uniform(*self.risk_per_trade_pct, count),
            stop_loss_pct=generator.uniform(*self.stop_loss_pct, count),
            take_profit_pct=generator.uniform(*self.take_profit_pct, count),
        )

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The fields in the order of EmaRsiColumns."""
        return tuple(
            Axis(
                name=name,
                low=getattr(self, name)[0],
                high=getattr(self, name)[1],
                is_whole=name in WHOLE_FIELDS,
            )
            for name in EmaRsiColumns._fields
        )

    def valid(self, point: Point) -> Point:
        """The point, with an ema_fast that is not below its ema_slow moved as little as needed."""
        fast = min(round(point[0]), self.ema_slow[1] - 1)
        return (fast, max(round(point[1]), fast + 1), *point[2:])

    def at(self, points: Sequence[Point]) -> EmaRsiColumns:
        """The trials at valid points."""
        table = np.array(points, np.float64).reshape(len(points), len(EmaRsiColumns._fields))
        columns: dict[str, NDArray[Any]] = {
            name: np.rint(column).astype(np.int64) if name in WHOLE_FIELDS else column.copy()
            for name, column in zip(EmaRsiColumns._fields, table.T, strict=True)
        }
        return EmaRsiColumns(**columns)

    def _draw_periods(
        self, count: int, generator: np.random.Generator
    ) -> tuple[IntArray, IntArray]:
        fast = _whole(generator, self.ema_fast, count)
        slow = _whole(generator, self.ema_slow, count)
        while len(again := np.flatnonzero(fast >= slow)):
            fast[again] = _whole(generator, self.ema_fast, len(again))
            slow[again] = _whole(generator, self.ema_slow, len(again))
        return fast, slow


def _whole(generator: np.random.Generator, bounds: tuple[int, int], count: int) -> IntArray:
    return generator.integers(bounds[0], bounds[1], count, endpoint=True, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmaRsiSpace:
    """What is searched of an EMA/RSI config: a ParameterSpace over the ranges of `ranges`."""

    base: StrategyConfig
    ranges: SearchSpace

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The searched fields, in the order of EmaRsiColumns."""
        return self.ranges.axes

    def draw(self, count: int, generator: np.random.Generator) -> ConfigTable:
        """`count` independent trials, uniform over the ranges."""
        return table_of(self.ranges.draw(count, generator), self.base)

    def valid(self, point: Point) -> Point:
        """The point, or the valid one nearest to it."""
        return self.ranges.valid(point)

    def at(self, points: Sequence[Point]) -> ConfigTable:
        """The trials at valid points, in their order."""
        return table_of(self.ranges.at(points), self.base)
