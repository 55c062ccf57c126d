"""What a decision reads beside EMA and RSI: deviation, momentum and news, once per candles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray, nanoseconds
from bot.candles import CandleArrays
from bot.domain import (
    DecisionPolicy,
    MacroEvent,
)
from bot.domain.calendar import EntryBlackout
from bot.macro import MacroSentimentEngine, macro_track
from bot.strategy import (
    DEVIATION_CANDLES,
    rolling_deviation,
)

MOMENTUM_CANDLES = 5
NO_BLACKOUT = EntryBlackout()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observations:
    """What a decision reads beside EMA and RSI; the same for every config. One row per candle.

    `blackout` are the candles at whose close nothing is entered, None where that is none.
    """

    symbol: str
    deviation: FloatArray
    momentum_pct: FloatArray
    macro_bias: FloatArray
    macro_confidence: FloatArray
    macro_lean: FloatArray
    engine: MacroSentimentEngine
    blackout: NDArray[np.bool_] | None = None

    def part(self, rows: slice) -> "Observations":
        """What is read at some of the candles."""
        return replace(
            self,
            deviation=self.deviation[rows],
            momentum_pct=self.momentum_pct[rows],
            macro_bias=self.macro_bias[rows],
            macro_confidence=self.macro_confidence[rows],
            macro_lean=self.macro_lean[rows],
            blackout=None if self.blackout is None else self.blackout[rows],
        )


def observe(
    candles: CandleArrays,
    policy: DecisionPolicy,
    events: Sequence[MacroEvent] = (),
    *,
    symbol: str,
    count_undated: bool = False,
    blackout: EntryBlackout = NO_BLACKOUT,
) -> Observations:
    """Deviation, momentum and macro track of the candles; macro is 0 where the policy has it off.

    As-of is each candle's close time. `count_undated` is for live and synthetic candles only: a
    past moment cannot know an event without a date. `blackout` is that of the market.
    """
    counted = tuple(events) if policy.macro_enabled else ()
    half_life, closed = policy.macro_half_life_hours, candles.close_time
    bias, confidence = macro_track(counted, symbol, closed, half_life, count_undated=count_undated)
    return Observations(
        symbol=symbol,
        deviation=rolling_deviation(candles.close, DEVIATION_CANDLES),
        momentum_pct=_momentum_pct(candles.close),
        macro_bias=bias,
        macro_confidence=confidence,
        macro_lean=bias * confidence if counted else bias,  # no events: zeros
        engine=MacroSentimentEngine(counted, half_life, count_undated=count_undated),
        blackout=_blackout_rows(blackout, closed),
    )


def _blackout_rows(
    blackout: EntryBlackout, close_time: NDArray[np.int64]
) -> NDArray[np.bool_] | None:
    """Whether each close (ns, ascending) lies in the time around an event; None where none does."""
    if not (blackout.is_on and blackout.events):
        return None
    rows = np.zeros(close_time.size, np.bool_)
    for event in blackout.events:
        start, end = map(nanoseconds, blackout.span(event))
        first = np.searchsorted(close_time, start)
        rows[first : np.searchsorted(close_time, end, side="right")] = True
    return rows if rows.any() else None


def _momentum_pct(close: FloatArray) -> FloatArray:
    out = np.full(close.size, np.nan)
    out[MOMENTUM_CANDLES:] = (close[MOMENTUM_CANDLES:] / close[:-MOMENTUM_CANDLES] - 1.0) * 100.0
    return out
