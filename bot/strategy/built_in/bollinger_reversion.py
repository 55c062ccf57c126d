"""Bet on the return to the mean once a close leaves the Bollinger bands."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.compiled import compiled
from bot.domain import require
from bot.strategy.protocol import Opinions

STILL = 1e-12
"""Bands narrower than this share of the price are rounding, not movement."""


@dataclass(frozen=True, kw_only=True)
class BollingerReversion:
    """Long where the close is below the lower band, short where it is above the upper one.

    The bands are the mean of the last `period` closes -+ `width` population standard deviations of
    them (Bollinger, 2001; equal to TA-Lib's BBANDS). confidence = (1 + d / (1 + d)) / 2, d being
    how far beyond its band the close is, in standard deviations: half for leaving the bands at all,
    the rest grows with how far.
    """

    period: int = 20
    width: float = 2.0

    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {
        "period": (10, 60),
        "width": (1.0, 3.0),
    }
    price_values: ClassVar[tuple[str, ...]] = ("lower", "middle", "upper")

    def __post_init__(self) -> None:
        require(2 <= self.period <= 10_000, "2 <= period <= 10000", self.period)
        require(0 < self.width <= 10, "0 < width <= 10 (standard deviations)", self.width)

    @property
    def warm_up_candles(self) -> int:
        """The window: a row reads nothing older."""
        return self.period

    def opinions(self, candles: CandleArrays) -> Opinions:
        """Long below and short above the bands; flat inside, on them, and where nothing moves."""
        close = candles.close
        middle, deviation = mean_and_deviation(close, self.period)
        lower, upper = middle - self.width * deviation, middle + self.width * deviation
        moves = deviation > STILL * middle
        below, above = moves & (close < lower), moves & (close > upper)
        beyond = np.where(below, lower - close, np.where(above, close - upper, 0.0))
        confidence = 0.5 + 0.5 * beyond / (beyond + np.where(moves, deviation, 1.0))
        return Opinions(
            direction=below.astype(np.int8) - above.astype(np.int8),
            confidence=np.where(below | above, confidence, 0.0),
            values={"lower": lower, "middle": middle, "upper": upper},
        )

    def reason(self, direction: int, values: Mapping[str, float]) -> str:
        """Which band was left."""
        bands = f"the Bollinger bands {values['lower']:.6g} to {values['upper']:.6g}"
        if math.isnan(values["middle"]):
            return f"no bands yet: fewer than {self.period} candles"
        terms = f"({self.period} candles, {self.width:g} deviations)"
        where = {1: "below", -1: "above", 0: "inside"}[direction]
        return f"close {where} {bands} {terms}"


@compiled
def mean_and_deviation(close: FloatArray, period: int) -> tuple[FloatArray, FloatArray]:
    """Mean and population standard deviation of the last `period` closes; NaN during warm-up.

    Each row is computed from its own window, so that it does not depend on where history begins.
    """
    mean, deviation = np.full(close.size, np.nan), np.full(close.size, np.nan)
    for t in range(period - 1, close.size):
        total = 0.0
        for k in range(t - period + 1, t + 1):
            total += close[k]
        level = total / period
        squares = 0.0
        for k in range(t - period + 1, t + 1):
            squares += (close[k] - level) ** 2
        mean[t], deviation[t] = level, math.sqrt(squares / period)
    return mean, deviation
