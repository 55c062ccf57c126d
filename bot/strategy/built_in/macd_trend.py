"""Follow the trend while MACD and its signal line agree on it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.domain import require
from bot.strategy.indicators import (
    DEVIATION_CANDLES,
    ema,
    rolling_deviation,
    warm_up_candles,
)
from bot.strategy.protocol import Opinions


@dataclass(frozen=True, kw_only=True)
class MacdTrend:
    """Long where MACD is above its signal line, short where it is below.

    MACD = EMA(fast) - EMA(slow) of the closes, its signal line is the EMA of `signal` MACDs (Appel,
    1979; equal to TA-Lib's MACD). With `beyond_zero` only in the direction of the longer trend:
    long above zero, short below. confidence = (1 + g / (1 + g)) / 2, g being the distance of the
    two lines in standard deviations of the last 20 closes: half for the crossing, the rest grows
    with the distance.
    """

    fast: int = 12
    slow: int = 26
    signal: int = 9
    beyond_zero: bool = True

    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {
        "fast": (5, 20),
        "slow": (21, 60),
        "signal": (5, 20),
    }
    price_values: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        require(
            2 <= self.fast < self.slow <= 10_000,
            "2 <= fast < slow <= 10000",
            f"{self.fast} and {self.slow}",
        )
        require(2 <= self.signal <= 10_000, "2 <= signal <= 10000", self.signal)

    @property
    def warm_up_candles(self) -> int:
        """The sum of both lines' warm-up: the signal line smooths what MACD has yet to forget."""
        return warm_up_candles(self.slow, 2) + warm_up_candles(self.signal, 2)

    def opinions(self, candles: CandleArrays) -> Opinions:
        """Long or short as the two lines say; flat during warm-up and where nothing moves."""
        line, signal = macd(candles.close, self.fast, self.slow, self.signal)
        deviation = rolling_deviation(candles.close, DEVIATION_CANDLES)
        gap = line - signal
        moves = deviation > 0.0  # False during warm-up
        rises, falls = moves & (gap > 0.0), moves & (gap < 0.0)
        if self.beyond_zero:
            rises, falls = rises & (line > 0.0), falls & (line < 0.0)
        distance = np.where(rises | falls, np.abs(gap), 0.0)
        confidence = 0.5 + 0.5 * distance / (distance + np.where(moves, deviation, 1.0))
        return Opinions(
            direction=rises.astype(np.int8) - falls.astype(np.int8),
            confidence=np.where(rises | falls, confidence, 0.0),
            values={"macd": line, "signal": signal, "histogram": gap},
        )

    def reason(self, direction: int, values: Mapping[str, float]) -> str:
        """Where MACD is against its signal line, and against zero where that forbids a trade."""
        line, signal = values["macd"], values["signal"]
        periods = f"{self.fast}/{self.slow}/{self.signal}"
        if math.isnan(signal):
            return f"no value yet for MACD {periods} (warm-up)"
        side = "above" if line > signal else "below" if line < signal else "at"
        lines = f"MACD {periods} {line:.6g} {side} its signal line {signal:.6g}"
        if direction or line == signal:
            return lines
        return f"{lines}, but not {side} zero"


def macd(close: FloatArray, fast: int, slow: int, signal: int) -> tuple[FloatArray, FloatArray]:
    """MACD and its signal line; NaN before candle slow - 1 and slow + signal - 2.

    Both EMAs begin at the same candle, as in TA-Lib: the fast one is seeded with the `fast` closes
    before the slow one's first value.
    """
    line = np.full(close.size, np.nan)
    smoothed = np.full(close.size, np.nan)
    line[slow - fast :] = ema(np.ascontiguousarray(close[slow - fast :]), fast)
    line -= ema(close, slow)
    smoothed[slow - 1 :] = ema(np.ascontiguousarray(line[slow - 1 :]), signal)
    return line, smoothed
