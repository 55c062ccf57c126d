"""Follow the trend of two EMAs unless RSI forbids it: the strategy of the default config."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.compiled import compiled
from bot.domain import StrategyConfig
from bot.strategy.ema_rsi_rule import technical_at
from bot.strategy.indicators import (
    DEVIATION_CANDLES,
    ema,
    rolling_deviation,
    rsi,
    warm_up_candles,
)
from bot.strategy.protocol import Opinions


@dataclass(frozen=True, kw_only=True)
class EmaRsi:
    """Long above, short below a slower EMA while RSI leaves room, by the rules of `technical_at`.

    Its parameters are fields of StrategyConfig, which checks them. Decisions and searches take a
    compiled path of their own to the same rules (bot.decide, bot.optimizer.fast_trials); a test
    holds these opinions equal to theirs.
    """

    ema_fast: int = 12
    ema_slow: int = 26
    rsi_period: int = 14
    rsi_overbought: float = 70.0
    rsi_oversold: float = 30.0

    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {}
    price_values: ClassVar[tuple[str, ...]] = ("ema_fast", "ema_slow")

    def __post_init__(self) -> None:
        StrategyConfig(
            ema_fast=self.ema_fast,
            ema_slow=self.ema_slow,
            rsi_period=self.rsi_period,
            rsi_overbought=self.rsi_overbought,
            rsi_oversold=self.rsi_oversold,
        )

    @property
    def warm_up_candles(self) -> int:
        """How many candles make both EMAs and RSI forget where the history begins."""
        return warm_up_candles(self.ema_slow, self.rsi_period)

    def opinions(self, candles: CandleArrays) -> Opinions:
        """The first rule that holds at each candle, and how confidently."""
        close = candles.close
        fast, slow = ema(close, self.ema_fast), ema(close, self.ema_slow)
        strength = rsi(close, self.rsi_period)
        deviation = rolling_deviation(close, DEVIATION_CANDLES)
        direction, confidence = technical_rows(
            fast, slow, strength, deviation, self.rsi_overbought, self.rsi_oversold
        )
        values = {"ema_fast": fast, "ema_slow": slow, "rsi": strength, "deviation": deviation}
        return Opinions(direction=direction.astype(np.int8), confidence=confidence, values=values)


@compiled
def technical_rows(
    fast: FloatArray,
    slow: FloatArray,
    strength: FloatArray,
    deviation: FloatArray,
    overbought: float,
    oversold: float,
) -> tuple[FloatArray, FloatArray]:
    """Direction (+1, -1, 0) and confidence in [0, 1] for each row of four arrays of one shape."""
    direction, confidence = np.zeros(fast.size), np.zeros(fast.size)
    for t in range(fast.size):
        direction[t], confidence[t] = technical_at(
            fast[t], slow[t], strength[t], deviation[t], overbought, oversold
        )
    return direction, confidence
