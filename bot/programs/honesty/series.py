"""Candles whose truth is known: no drift at all, a trend that persists, a trend that reverts.

Every hour is a Brownian path of VOLATILITY between its open and its close, so that high and low are
those of a continuous path; the price's expected relative change is 0 wherever no edge is planted.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from bot.arrays import FloatArray
from bot.compiled import compiled

VOLATILITY = 0.006
"""Standard deviation of an hour's log return, about bitcoin's."""
TREND_HALF_LIFE = 50.0
"""Hours after which half of a trend is left."""
BLOCK_HOURS = 48
"""Mean length of the resampled blocks of real hours: volatility clusters survive, trends do not."""
FIRST = "2020-01-01"


def driftless_walk(count: int, generator: np.random.Generator) -> pd.DataFrame:
    """A geometric random walk whose expected relative change is 0."""
    return trending(count, generator, 0.0)


def trending(count: int, generator: np.random.Generator, persistence: float) -> pd.DataFrame:
    """Log returns of VOLATILITY x (noise + persistence x trend) - half their variance.

    The trend is an autoregression of variance 1 that halves in TREND_HALF_LIFE hours (Taylor 1980,
    the price-trend model); `persistence` is its standard deviation as a share of the noise's.
    """
    steps = generator.standard_normal(count) + persistence * _trend(
        generator.standard_normal(count + 1), 0.5 ** (1.0 / TREND_HALF_LIFE)
    )
    return _candles(_without_drift(steps, persistence), generator)


def reverting(count: int, generator: np.random.Generator, pull: float) -> pd.DataFrame:
    """Log returns of VOLATILITY x (noise - pull x what the trend was), without drift.

    The trend is the fading mean (half-life TREND_HALF_LIFE) of the returns themselves: who follows
    it loses.
    """
    noise = generator.standard_normal(count)
    return _candles(
        _without_drift(_reverted(noise, pull, 0.5 ** (1.0 / TREND_HALF_LIFE)), 0.0), generator
    )


def joined_series(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """The second series where the first ends, in time and in price."""
    rows = second.to_numpy(np.float64).copy()
    rows[:, :4] *= float(first["close"].iloc[-1]) / float(second["open"].iloc[0])
    return _frame(np.concatenate([first.to_numpy(np.float64), rows]))


def resampled(real: pd.DataFrame, count: int, generator: np.random.Generator) -> pd.DataFrame:
    """Real candles in blocks of geometric length (Politis & Romano 1994), their drift removed.

    A candle keeps its shape; the mean relative change of a candle is taken out of the step from one
    candle to the next.
    """
    logs = np.log(real[["open", "high", "low", "close"]].to_numpy(np.float64))
    before, shape = logs[:-1, 3], logs[1:] - logs[1:, :1]
    gap = logs[1:, 0] - before
    drift = np.log(np.mean(np.exp(gap + shape[:, 3])))
    rows = _block_rows(len(gap), count, generator)
    opens = np.cumsum(np.concatenate([[0.0], shape[rows[:-1], 3] + gap[rows[1:]] - drift]))
    return _frame(_with_volume(100.0 * np.exp(opens[:, None] + shape[rows])))


def hours_of(folder: Path) -> pd.DataFrame:
    """The real hours of bitcoin that are resampled."""
    frame = pd.read_csv(folder / "ohlcv" / "crypto" / "binance_BTCUSDT_1h_2017-2021.csv")
    return frame[["open", "high", "low", "close"]].astype("float64")


def _block_rows(
    population: int, count: int, generator: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    begins = generator.random(count) < 1.0 / BLOCK_HOURS
    begins[0] = True
    starts = generator.integers(0, population, count)
    at = np.maximum.accumulate(np.where(begins, np.arange(count), 0))
    return np.asarray((starts[at] + np.arange(count) - at) % population, np.int64)


@compiled
def _trend(noise: FloatArray, memory: float) -> FloatArray:
    out = np.empty(noise.size - 1)
    level = noise[0]
    for t in range(out.size):
        level = memory * level + np.sqrt(1.0 - memory * memory) * noise[t + 1]
        out[t] = level
    return out


@compiled
def _reverted(noise: FloatArray, pull: float, memory: float) -> FloatArray:
    out = np.empty(noise.size)
    trend = 0.0
    for t in range(noise.size):
        out[t] = noise[t] - pull * trend
        trend = memory * trend + (1.0 - memory) * out[t]
    return out


def _without_drift(steps: FloatArray, persistence: float) -> FloatArray:
    return VOLATILITY * steps - 0.5 * VOLATILITY**2 * (1.0 + persistence**2)


def _candles(steps: FloatArray, generator: np.random.Generator) -> pd.DataFrame:
    """Highs and lows are those of a Brownian bridge (Beghin & Orsingher 1999, inverted)."""
    closes = np.cumsum(steps)
    opens = np.concatenate([[0.0], closes[:-1]])
    reach = [
        np.sqrt(steps**2 - 2.0 * VOLATILITY**2 * np.log(1.0 - generator.random(len(steps))))
        for _ in range(2)
    ]
    highs, lows = opens + (steps + reach[0]) / 2.0, opens + (steps - reach[1]) / 2.0
    return _frame(_with_volume(100.0 * np.exp(np.column_stack([opens, highs, lows, closes]))))


def _with_volume(prices: FloatArray) -> FloatArray:
    return np.column_stack([prices, np.ones(len(prices))])


def _frame(rows: FloatArray) -> pd.DataFrame:
    index = pd.date_range(FIRST, periods=len(rows), freq="1h", tz="UTC", unit="us")
    index = pd.DatetimeIndex(index, name="timestamp", freq=None)
    return pd.DataFrame(rows, columns=["open", "high", "low", "close", "volume"], index=index)
