"""How far prices that move in jumps pass a stop: what a fill at the stop itself leaves out."""

import math

import numpy as np

from bot.arrays import FloatArray
from bot.candles import CandleArrays

FAR_LEVEL = 0.5826
"""The mean overshoot of a level far away in standard deviations of a jump, -zeta(1/2) / sqrt(2 pi).

Chernoff 1965; Siegmund 1985, Sequential Analysis, section 10.2. Of a level nearer than a jump it is
up to 0.7071 where jumps are normal (Spitzer 1960), and about the same where they have heavy tails.
"""
CERTAIN = 3.0
"""From how many standard errors on the candles are taken to show jumps at all.

Of continuous walks, with planted trends or without, at most 5 in 1,000 are then said to jump.
"""
_LEAST_CANDLES = 30
_FEW_JUMPS = 2.0 / (math.pi * FAR_LEVEL**2)


def likely_overshoot(candles: CandleArrays) -> float:
    """By how much of the price jumps inside candles likely pass a level; 0 where none are shown.

    The highest price of a continuous walk without drift is on average as far above its open as its
    close is away from it, and so is its lowest below (reflection principle). A walk in jumps falls
    short of both by as much as it passes a far level on average (Broadie, Glasserman & Kou 1997,
    the continuity correction of barriers), so the mean of |close - open| - (high - low) / 2, less
    what trends add to it, tells the overshoot. Prices that turn back inside candles widen them and
    hide jumps: the answer errs towards 0.
    """
    if len(candles) < _LEAST_CANDLES:
        return 0.0
    move = (candles.close - candles.open) / candles.open
    missing = np.abs(move) - 0.5 * (candles.high - candles.low) / candles.open
    error = float(np.std(missing, ddof=1)) / math.sqrt(len(candles))
    mean = float(np.mean(missing)) - _of_trends(move)
    if not mean > CERTAIN * error:
        return 0.0
    return _of_any_number_of_jumps(mean, float(np.mean(np.abs(move))))


def _of_trends(move: FloatArray) -> float:
    """What trends longer than a candle add to the mean of |close - open| - (high - low) / 2.

    A drift m inside a candle adds sqrt(2 / pi) m^2 / (3 deviation) to second order, and moves of
    neighbouring candles, shape (n,), share its square on average.
    """
    deviation = math.sqrt(float(np.mean(move**2)))
    shared = float(np.mean(move[1:] * move[:-1]))
    return math.sqrt(2.0 / math.pi) / 3.0 * shared / deviation if shared > 0.0 else 0.0


def _of_any_number_of_jumps(missing: float, move: float) -> float:
    """The overshoot x with missing = x - FEW_JUMPS x^2 / (4 move).

    Where few jumps make a candle, its extremes fall short by less: the next term of the sum of 1 /
    sqrt(k) in Spitzer's formula for the mean of a maximum, its number of jumps written by both.
    """
    return 2.0 * move / _FEW_JUMPS * (1.0 - math.sqrt(1.0 - _FEW_JUMPS * missing / move))
