"""Buy what has fallen too far, sell it when it has risen too far (Wilder 1978)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bot.strategy import CandleArrays, Opinions, require, rsi


@dataclass(frozen=True, kw_only=True)
class RsiReversal:
    """Long below `oversold`, short (or out, where shorts are off) above `overbought`."""

    period: int = 14
    oversold: float = 30.0
    overbought: float = 70.0
    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {
        "period": (5, 30),
        "oversold": (15.0, 40.0),
        "overbought": (60.0, 85.0),
    }

    def __post_init__(self) -> None:
        require(2 <= self.period <= 1_000, "2 <= period <= 1000", self.period)
        require(
            0 <= self.oversold < self.overbought <= 100,
            "0 <= oversold < overbought <= 100",
            f"{self.oversold} and {self.overbought}",
        )

    @property
    def warm_up_candles(self) -> int:
        """Wilder's average forgets 1 / period a candle: e^-28 of the seed is left."""
        return 1 + 29 * self.period

    def opinions(self, candles: CandleArrays) -> Opinions:
        """One row per candle; between the two levels there is no opinion."""
        strength = rsi(candles.close, self.period)
        direction = np.where(
            strength < self.oversold, 1, np.where(strength > self.overbought, -1, 0)
        )
        return Opinions(
            direction=direction.astype(np.int8),
            confidence=np.abs(direction).astype(np.float64),
            values={"rsi": strength},
        )
