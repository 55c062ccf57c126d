"""Four crises as changes of prices. A shock hits some rows and says in words what it does.

Prices: float64 array (rows, 4), columns open, high, low, close; what comes back is a new array in
which high and low still enclose open and close, and every price is above 0.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray

OPEN, HIGH, LOW, CLOSE = range(4)
_HOUR_NS = 3_600_000_000_000

Change = Callable[[FloatArray, int, int, int], FloatArray]
"""(prices, first row, rows hit, candle length in ns) -> prices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock:
    """A crisis: how long it lasts and what it does; `definition` says both."""

    name: str
    title: str
    definition: str
    hours: float
    change: Change

    def rows(self, candle_ns: int, available: int) -> int:
        """How many candles it lasts, at most all of them."""
        return min(available, max(1, math.ceil(self.hours * _HOUR_NS / candle_ns)))

    def apply(self, prices: FloatArray, start: int, candle_ns: int) -> FloatArray:
        """The prices with the shock from row `start` on."""
        return self.change(prices, start, self.rows(candle_ns, len(prices) - start), candle_ns)


def follow(prices: FloatArray, factor: FloatArray) -> FloatArray:
    """Prices times a path; factor[t] holds at the open of row t, factor[t + 1] at its close.

    Opens keep their distance from the close before, highs take the higher end, lows the lower.
    """
    before, after = factor[:-1], factor[1:]
    scale = [before, np.maximum(before, after), np.minimum(before, after), after]
    return np.asarray(prices * np.column_stack(scale), np.float64)


def _path(count: int, start: int, points: list[tuple[int, float]]) -> FloatArray:
    """1 until `start`, then straight in logarithms through (rows later, factor), then flat."""
    at = [start, *(start + rows for rows, _ in points)]
    logs = [0.0, *(math.log(factor) for _, factor in points)]
    return np.exp(np.interp(np.arange(count + 1), at, logs))


def _liquidity_crash(prices: FloatArray, start: int, rows: int, candle_ns: int) -> FloatArray:
    fall = min(rows, max(1, math.ceil(24 * _HOUR_NS / candle_ns)))
    points = [(fall, 0.5), *([(rows, 0.8)] if rows > fall else [])]
    hit = follow(prices, _path(len(prices), start, points))
    inside = slice(start, start + rows)
    top = np.maximum(hit[inside, OPEN], hit[inside, CLOSE])
    bottom = np.minimum(hit[inside, OPEN], hit[inside, CLOSE])
    hit[inside, HIGH] *= hit[inside, HIGH] / top
    hit[inside, LOW] *= hit[inside, LOW] / bottom
    return hit


def _slow_bear(prices: FloatArray, start: int, rows: int, candle_ns: int) -> FloatArray:
    return follow(prices, _path(len(prices), start, [(rows, 0.36)]))


def _flash_crash(prices: FloatArray, start: int, rows: int, candle_ns: int) -> FloatArray:
    hit = prices.copy()
    hit[start, OPEN] *= 0.7
    hit[start, LOW] = min(hit[start, OPEN], hit[start, LOW])
    return hit


def _volatility_spike(prices: FloatArray, start: int, rows: int, candle_ns: int) -> FloatArray:
    hit, inside = prices.copy(), slice(start, start + rows)
    first, last = np.log(prices[start, OPEN]), np.log(prices[start + rows - 1, CLOSE])
    line = np.linspace(first, last, rows + 1)[1:, None] if rows > 1 else np.array([[first]])
    hit[inside] = np.exp(line + 3.0 * (np.log(prices[inside]) - line))
    return hit


SHOCKS = (
    Shock(
        name="liquidity_crash",
        title="2020-03 liquidity crash",
        definition="prices fall by 50 % within 24 hours, come back to 20 % below within the seven"
        " days after and stay there; wicks are twice as long during all of it",
        hours=8 * 24.0,
        change=_liquidity_crash,
    ),
    Shock(
        name="slow_bear",
        title="2022 slow bear",
        definition="prices fall evenly by 64 % in the course of 365 days, or of all candles where"
        " they are fewer, and stay there",
        hours=365 * 24.0,
        change=_slow_bear,
    ),
    Shock(
        name="flash_crash",
        title="Flash crash",
        definition="one candle opens 30 % lower, so that stops fill there, and closes as it did",
        hours=0.0,
        change=_flash_crash,
    ),
    Shock(
        name="volatility_spike",
        title="Volatility spike",
        definition="for 30 days every price is three times as far (in logarithms) from the straight"
        " line between the first open and the last close",
        hours=30 * 24.0,
        change=_volatility_spike,
    ),
)
"""Depth and length of the first two are those of BTC/USD: 12 to 20 March 2020, and all of 2022."""
