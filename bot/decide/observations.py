"""What a decision reads beside EMA and RSI: deviation, momentum and news, once per candles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.domain import (
    DecisionPolicy,
    MacroEvent,
)
from bot.macro import MacroSentimentEngine, macro_track
from bot.strategy import (
    DEVIATION_CANDLES,
    rolling_deviation,
)

MOMENTUM_CANDLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Observations:
    """What a decision reads beside EMA and RSI; the same for every config. One row per candle."""

    symbol: str
    deviation: FloatArray
    momentum_pct: FloatArray
    macro_bias: FloatArray
    macro_confidence: FloatArray
    macro_lean: FloatArray
    engine: MacroSentimentEngine

    def part(self, rows: slice) -> "Observations":
        """What is read at some of the candles."""
        return replace(
            self,
            deviation=self.deviation[rows],
            momentum_pct=self.momentum_pct[rows],
            macro_bias=self.macro_bias[rows],
            macro_confidence=self.macro_confidence[rows],
            macro_lean=self.macro_lean[rows],
        )


def observe(
    candles: CandleArrays,
    policy: DecisionPolicy,
    events: Sequence[MacroEvent] = (),
    *,
    symbol: str,
    count_undated: bool = False,
) -> Observations:
    """Deviation, momentum and macro track of the candles; macro is 0 where the policy has it off.

    As-of is each candle's close time. `count_undated` is for live and synthetic candles only: a
    past moment cannot know an event without a date.
    """
    counted = tuple(events) if policy.macro_enabled else ()
    half_life = policy.macro_half_life_hours
    bias, confidence = macro_track(
        counted, symbol, candles.close_time, half_life, count_undated=count_undated
    )
    return Observations(
        symbol=symbol,
        deviation=rolling_deviation(candles.close, DEVIATION_CANDLES),
        momentum_pct=_momentum_pct(candles.close),
        macro_bias=bias,
        macro_confidence=confidence,
        macro_lean=bias * confidence if counted else bias,  # no events: zeros
        engine=MacroSentimentEngine(counted, half_life, count_undated=count_undated),
    )


def _momentum_pct(close: FloatArray) -> FloatArray:
    out = np.full(close.size, np.nan)
    out[MOMENTUM_CANDLES:] = (close[MOMENTUM_CANDLES:] / close[:-MOMENTUM_CANDLES] - 1.0) * 100.0
    return out
