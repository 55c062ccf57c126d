"""Walks without an edge whose prices jump: what stops earn there lives inside the candle."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from bot.candles import resampled
from bot.domain import StrategyConfig
from bot.optimizer import FinerCandles, GateTerms, Grounds
from bot.programs.honesty.edges import NO_EDGE
from bot.programs.honesty.luck import WINDOW, studied
from bot.programs.honesty.series import FIRST, VOLATILITY

JUMPY_VOLATILITY = 2.0 * VOLATILITY
"""Of an hour's log return: a twelfth of it jumps by 0.35 %, farther than the tightest stop."""
_HOUR_MINUTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpyRun:
    """What one run came to: whether it asked for finer candles, and whether it promoted."""

    asked: bool
    promoted: bool


def judged_among_jumps(jumps: int, seed: int, *, costs: bool, keeps_finer: bool) -> JumpyRun:
    """One first look at a walk of so many jumps an hour, at default costs or at none.

    With `keeps_finer` a candle for every single price is kept.
    """
    ticks = jumping(WINDOW, jumps, np.random.default_rng([seed, 3, jumps]))
    length = f"{_HOUR_MINUTES // jumps}m"
    study = studied(
        resampled(ticks, length, "1h"),
        200,
        seed,
        GateTerms(),
        base=StrategyConfig() if costs else NO_EDGE.default,
        finer=FinerCandles(kept={length: ticks}.get if keeps_finer else lambda _: None),
    )
    asked = study.verdict.grounds is Grounds.NEEDS_FINER_CANDLES
    return JumpyRun(asked=asked, promoted=study.verdict.promoted)


def jumping(hours: int, jumps: int, generator: np.random.Generator) -> pd.DataFrame:
    """A candle of one price after every jump of a driftless walk, `jumps` of them an hour.

    `jumps` divides 60; the relative change of each is expected to be 0.
    """
    deviation = JUMPY_VOLATILITY / np.sqrt(jumps)
    steps = deviation * generator.standard_normal(hours * jumps) - 0.5 * deviation**2
    prices = 100.0 * np.exp(np.cumsum(steps))
    index = pd.date_range(
        FIRST, periods=len(prices), freq=f"{_HOUR_MINUTES // jumps}min", tz="UTC", unit="us"
    )
    columns = {name: prices for name in ("open", "high", "low", "close")}
    frame = pd.DataFrame(
        {**columns, "volume": 1.0}, index=pd.DatetimeIndex(index, name="timestamp", freq=None)
    )
    frame.attrs = {"warnings": []}
    return frame
