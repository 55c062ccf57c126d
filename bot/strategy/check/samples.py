"""Invented candles of several kinds, each of which brings out another kind of fault."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.candles import CandleArrays, candle_ns

_FIRST_OPEN_NS = 1_704_067_200_000_000_000  # 2024-01-01T00:00Z, a Monday
_BASE_PRICE = 100.0
_Returns = Callable[[np.random.Generator, int], FloatArray]


def sample_candles(kind: str, count: int, *, seed: int = 0, timeframe: str = "1h") -> CandleArrays:
    """`count` candles of a kind out of KINDS, the same for the same seed; valid as real ones are.

    `gapped` leaves candles out, so its open times are not evenly spaced. Volume grows with the move
    and bursts in one candle of fifty; it is 0 where the price stands still.
    """
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    returns = _RETURNS[kind](rng, count)
    close = _BASE_PRICE * np.exp(np.cumsum(returns))
    before = np.concatenate([[_BASE_PRICE], close[:-1]])[:count]
    gaps = rng.standard_t(4, count) * _OPENING_GAP.get(kind, 0.1) * _typical(returns)
    opened = before * np.exp(gaps)
    wicks = np.abs(rng.normal(0.0, 0.5, (2, count))) * _typical(returns)
    still = returns == 0.0
    opened[still], wicks[:, still] = before[still], 0.0
    return CandleArrays(
        candle_ns=candle_ns(timeframe),
        open_time=_open_times(rng, kind, count, candle_ns(timeframe)),
        open=opened,
        high=np.maximum(opened, close) * np.exp(wicks[0]),
        low=np.minimum(opened, close) * np.exp(-wicks[1]),
        close=close,
        volume=_volume(np.random.default_rng([seed, KINDS.index(kind), 1]), returns),
    )


def constant_candles(count: int, price: float, *, timeframe: str = "1h") -> CandleArrays:
    """Candles whose four prices are all `price`, and whose volume is 1,000."""
    length = candle_ns(timeframe)
    prices = {name: np.full(count, price) for name in ("open", "high", "low", "close")}
    times = _FIRST_OPEN_NS + length * np.arange(count, dtype=np.int64)
    volume = np.full(count, 1_000.0)
    return CandleArrays(candle_ns=length, open_time=times, volume=volume, **prices)


def _trending(rng: np.random.Generator, count: int) -> FloatArray:
    """Trends of some 60 candles, up and down, that the noise does not hide."""
    turns = rng.random(count) < 1.0 / 60.0
    direction = np.where(np.cumsum(turns) % 2 == 0, 1.0, -1.0)
    returns: FloatArray = 0.003 * direction + 0.006 * rng.standard_normal(count)
    return returns


def _choppy(rng: np.random.Generator, count: int) -> FloatArray:
    """A price that is drawn back to where it was: half of the way within 7 candles."""
    level, levels = 0.0, [0.0]
    for shock in (0.008 * rng.standard_normal(count)).tolist():
        level = 0.9 * level + shock
        levels.append(level)
    return np.diff(np.array(levels))


def _calm(rng: np.random.Generator, count: int) -> FloatArray:
    """Moves of a thousandth of a percent."""
    returns: FloatArray = 1e-5 * rng.standard_normal(count)
    return returns


def _gapped(rng: np.random.Generator, count: int) -> FloatArray:
    """An ordinary walk; what is special is its open times and its opens."""
    returns: FloatArray = 0.006 * rng.standard_normal(count)
    return returns


def _jumps(rng: np.random.Generator, count: int) -> FloatArray:
    """A quiet walk with a jump of 5 to 25 % in one of a hundred candles."""
    size = rng.uniform(0.05, 0.25, count) * rng.choice([-1.0, 1.0], count)
    returns: FloatArray = np.where(rng.random(count) < 0.01, size, 0.0)
    return returns + 0.003 * rng.standard_normal(count)


def _stalling(rng: np.random.Generator, count: int) -> FloatArray:
    """A market without a trade for up to 80 candles at a time: one price."""
    returns = 0.006 * rng.standard_normal(count)
    at = 0
    while at < count:
        at += int(rng.integers(20, 200))
        length = int(rng.integers(1, 80))
        returns[at : at + length] = 0.0
        at += length
    return returns


def _constant(_rng: np.random.Generator, count: int) -> FloatArray:
    return np.zeros(count)


_RETURNS: Mapping[str, _Returns] = {
    "trending": _trending,
    "choppy": _choppy,
    "jumps": _jumps,
    "gapped": _gapped,
    "calm": _calm,
    "stalling": _stalling,
    "constant": _constant,
}
KINDS = tuple(_RETURNS)
_OPENING_GAP = {"gapped": 4.0}  # in units of a typical move


def _volume(rng: np.random.Generator, returns: FloatArray) -> FloatArray:
    """From a generator of its own, so that the prices of a seed stay what they are."""
    usual = 1_000.0 * np.exp(0.4 * rng.standard_normal(returns.size))
    bursts = np.where(rng.random(returns.size) < 0.02, rng.uniform(4.0, 12.0, returns.size), 1.0)
    typical = _typical(returns)
    moves = np.abs(returns) / typical if typical else np.zeros(returns.size)
    return np.where(returns == 0.0, 0.0, usual * bursts * (1.0 + moves))


def _typical(returns: FloatArray) -> float:
    moving = returns[returns != 0.0]
    return float(np.median(np.abs(moving))) if moving.size else 0.0


def _open_times(rng: np.random.Generator, kind: str, count: int, length: int) -> NDArray[np.int64]:
    steps = np.ones(count, dtype=np.int64)
    if kind == "gapped":
        missing = rng.random(count) < 0.02
        steps[missing] += rng.integers(1, 100, count)[missing]
    return _FIRST_OPEN_NS + length * np.cumsum(steps) - length
