"""Be in what stands higher than it did (time-series momentum, Moskowitz, Ooi, Pedersen 2012)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bot.strategy import CandleArrays, Opinions, require


@dataclass(frozen=True, kw_only=True)
class PriceMomentum:
    """Long where the close is above the one `candles` ago, short (or out) where it is below."""

    candles: int = 252
    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {"candles": (10, 300)}

    def __post_init__(self) -> None:
        require(1 <= self.candles <= 10_000, "1 <= candles <= 10000", self.candles)

    @property
    def warm_up_candles(self) -> int:
        """Each row reads its close and one other."""
        return self.candles + 1

    def opinions(self, candles: CandleArrays) -> Opinions:
        """One row per candle."""
        change = np.full(len(candles), np.nan)
        close = candles.close
        change[self.candles :] = close[self.candles :] / close[: -self.candles] - 1.0
        direction = np.sign(np.nan_to_num(change))
        return Opinions(
            direction=direction.astype(np.int8),
            confidence=np.abs(direction),
            values={"change_pct": change * 100.0},
        )
