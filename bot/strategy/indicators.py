"""EMA, RSI and rolling deviation: one compiled implementation for every mode.

Row t reads rows <= t only; warm-up rows are NaN.
"""

import math

import numpy as np

from bot.arrays import FloatArray
from bot.compiled import compiled

DEVIATION_CANDLES = 20
_SIDE_BY_SIDE = 512


@compiled
def ema(close: FloatArray, period: int) -> FloatArray:
    """Exponential moving average: alpha = 2 / (period + 1), seeded with the mean of the first
    `period` closes, NaN before. Shape and unit of `close`. Equals TA-Lib's EMA.
    """
    out = np.empty(close.size)
    ema_into(close, period, out)
    return out


@compiled
def ema_into(close: FloatArray, period: int, out: FloatArray) -> None:
    """`ema` into an array of the shape of `close`."""
    out[: period - 1] = np.nan
    if close.size < period:
        return
    seed = 0.0
    for t in range(period):
        seed += close[t]
    level = seed / period
    alpha = 2.0 / (period + 1.0)
    out[period - 1] = level
    for t in range(period, close.size):
        level += alpha * (close[t] - level)
        out[t] = level


@compiled
def rsi(close: FloatArray, period: int) -> FloatArray:
    """Relative strength index in [0, 100], smoothed as in Wilder (1978): averages seeded with the
    means of the first `period` changes, then weighted (period - 1) : 1.

    The first `period` rows are NaN, and so is a row with neither gain nor loss behind it.
    """
    out = np.empty(close.size)
    rsi_into(close, period, out)
    return out


@compiled
def rsi_into(close: FloatArray, period: int, out: FloatArray) -> None:
    """`rsi` into an array of the shape of `close`."""
    out[:period] = np.nan
    gain = 0.0
    loss = 0.0
    for t in range(1, close.size):
        change = close[t] - close[t - 1]
        up = change if change > 0.0 else 0.0
        down = -change if change < 0.0 else 0.0
        if t <= period:
            gain += up / period
            loss += down / period
        else:
            gain = (gain * (period - 1) + up) / period
            loss = (loss * (period - 1) + down) / period
        if t >= period:  # in this order never above 100
            out[t] = 100.0 * (gain / (gain + loss)) if gain + loss > 0.0 else np.nan


@compiled
def rolling_deviation(close: FloatArray, period: int) -> FloatArray:
    """Standard deviation (n - 1) of the last `period` closes; NaN for the first period - 1 rows.

    Each row is computed from its own window, so that it does not depend on where history begins;
    neighbouring rows are computed side by side, each in the order of its candles.
    """
    out = np.full(close.size, np.nan)
    means, squares = np.empty(_SIDE_BY_SIDE), np.empty(_SIDE_BY_SIDE)
    for start in range(0, close.size - period + 1, _SIDE_BY_SIDE):
        rows = min(_SIDE_BY_SIDE, close.size - period + 1 - start)
        means[:] = 0.0
        squares[:] = 0.0
        for k in range(start, start + period):
            window = close[k : k + rows]
            for j in range(rows):
                means[j] += window[j]
        means /= period
        for k in range(start, start + period):
            window = close[k : k + rows]
            for j in range(rows):
                squares[j] += (window[j] - means[j]) ** 2
        rows_of_out = out[start + period - 1 :]
        for j in range(rows):
            rows_of_out[j] = math.sqrt(squares[j] / (period - 1))
    return out


def warm_up_candles(ema_slow: int, rsi_period: int, tolerance: float = 1e-12) -> int:
    """How many candles make EMA and RSI forget where the window began.

    The seed's weight falls by 1 - 2 / (n + 1) (EMA) or 1 - 1 / n (RSI) a candle; this many candles
    bring it below `tolerance`, the share of the seed's error that is left. With 1e-12, an EMA on
    walks of prices to 100,000 was measured within 1e-8 of the infinite history's, in the unit of
    the price; RSI is off by 100 times that share of its seed's error over today's mean change.
    """
    log = math.log(tolerance)
    for_ema = ema_slow + math.ceil(log / math.log1p(-2.0 / (ema_slow + 1.0)))
    for_rsi = 1 + rsi_period + math.ceil(log / math.log1p(-1.0 / rsi_period))
    return max(for_ema, for_rsi, DEVIATION_CANDLES)
