"""Be in what stands above its average (Faber 2007 with daily candles)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bot.strategy import CandleArrays, Opinions, require

ROUNDING = 1e-12
"""A mean of equal prices may differ from them by this much."""


@dataclass(frozen=True, kw_only=True)
class PriceAboveAverage:
    """Long above the mean of the last `candles` closes, short (or out) below it."""

    candles: int = 200
    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {"candles": (10, 300)}

    def __post_init__(self) -> None:
        require(2 <= self.candles <= 10_000, "2 <= candles <= 10000", self.candles)

    @property
    def warm_up_candles(self) -> int:
        """Each row reads its own window only."""
        return self.candles

    def opinions(self, candles: CandleArrays) -> Opinions:
        """One row per candle; every mean is taken anew, so that no row depends on the first."""
        average = np.full(len(candles), np.nan)
        if len(candles) >= self.candles:
            windows = np.lib.stride_tricks.sliding_window_view(candles.close, self.candles)
            average[self.candles - 1 :] = windows.mean(axis=1)
        gap = np.nan_to_num(candles.close / average - 1.0)
        direction = np.where(np.abs(gap) > ROUNDING, np.sign(gap), 0.0)
        return Opinions(
            direction=direction.astype(np.int8),
            confidence=np.abs(direction),
            values={"average": average},
        )
