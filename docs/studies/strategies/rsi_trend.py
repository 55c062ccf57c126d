"""Be in what has been rising: the RSI read as a trend, not as an extreme."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bot.strategy import CandleArrays, Opinions, require, rsi


@dataclass(frozen=True, kw_only=True)
class RsiTrend:
    """Long above the `middle`, short (or out) below it."""

    period: int = 14
    middle: float = 50.0
    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {
        "period": (5, 60),
        "middle": (40.0, 60.0),
    }

    def __post_init__(self) -> None:
        require(2 <= self.period <= 1_000, "2 <= period <= 1000", self.period)
        require(0 < self.middle < 100, "0 < middle < 100", self.middle)

    @property
    def warm_up_candles(self) -> int:
        """Wilder's average forgets 1 / period a candle: e^-28 of the seed is left."""
        return 1 + 29 * self.period

    def opinions(self, candles: CandleArrays) -> Opinions:
        """One row per candle."""
        strength = rsi(candles.close, self.period)
        direction = np.sign(np.nan_to_num(strength - self.middle))
        return Opinions(
            direction=direction.astype(np.int8),
            confidence=np.abs(direction),
            values={"rsi": strength},
        )
