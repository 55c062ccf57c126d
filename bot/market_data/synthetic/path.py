"""The random path behind synthetic candles, grown block by block and never changed again."""

import hashlib
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_BLOCK = 1024
# Per candle: a typical move of 0.6 %, about that of an hour of bitcoin.
_TYPICAL_MOVE = 0.006
_LARGEST_MOVE = 0.15
_DEGREES_OF_FREEDOM = 5.0
# Log-volatility: an autoregression (Taylor 1982) whose shocks fade with a half-life of 34 candles.
_VOLATILITY_MEMORY = 0.98
_VOLATILITY_SHOCK = 0.13
# Trends: on average 50 candles each, drifting up, not at all, or down by this share of a move.
_TREND_CHANGE = 0.02
_TREND_DRIFT = 0.15
# The price is drawn back to its base by this share a candle: half-life 1,400 candles.
_PULL = 0.0005
_OPENING_MOVE = 0.02
_BASE_PRICES = {"BTC": 60_000.0, "ETH": 3_000.0, "EURUSD=X": 1.1, "GC=F": 2_400.0}


@dataclass(frozen=True, slots=True)
class _Carry:
    """What one block hands to the next: log price above the base, log-volatility, trend."""

    level: float = 0.0
    log_volatility: float = 0.0
    trend: int = 0


class SyntheticPath:
    """Candles by number for one seed and symbol; a candle once made never changes.

    Block k is drawn from a generator of its own, seeded by seed, symbol and k, and continues where
    block k - 1 ended, so growing costs the same wherever it happens.
    """

    def __init__(self, seed: int, symbol: str) -> None:
        digest = hashlib.sha256(symbol.encode()).digest()
        self._entropy = (abs(seed), int(seed < 0), int.from_bytes(digest[:8], "big"))
        self._base = base_price(symbol)
        self._tick = 10.0 ** (math.floor(math.log10(self._base)) - 6)
        self._rows = np.empty((0, 5))
        self._blocks = 0
        self._carry = _Carry()

    def rows(self, first: int, stop: int) -> Floats:
        """Candles first..stop-1, shape (n, 5): open, high, low, close, volume. A copy."""
        while self._blocks * _BLOCK < stop:
            self._grow()
        return self._rows[first:stop].copy()

    def _grow(self) -> None:
        generator = np.random.default_rng([*self._entropy, self._blocks])
        levels, moves, self._carry = _walk(generator, self._carry)
        block = self._candles(generator, levels, moves)
        if len(self._rows) < (self._blocks + 1) * _BLOCK:
            room = np.empty((max(8, self._blocks * 2) * _BLOCK, 5))
            room[: self._blocks * _BLOCK] = self._rows[: self._blocks * _BLOCK]
            self._rows = room
        self._rows[self._blocks * _BLOCK : (self._blocks + 1) * _BLOCK] = block
        self._blocks += 1

    def _candles(self, generator: np.random.Generator, levels: Floats, moves: Floats) -> Floats:
        """Candles between consecutive levels (n + 1 of them), each with its typical move."""
        before, after = levels[:-1], levels[1:]
        opens = before + _OPENING_MOVE * moves * generator.standard_normal(_BLOCK)
        highs = opens + _bridge_maximum(generator, after - opens, moves)
        lows = opens - _bridge_maximum(generator, opens - after, moves)
        prices = self._priced(np.stack([opens, highs, lows, after], axis=1))
        travelled = (highs - lows) / moves
        volumes = np.exp(3.0 + 0.5 * travelled + 0.4 * generator.standard_normal(_BLOCK))
        return np.column_stack([prices, np.round(volumes, 4)])

    def _priced(self, levels: Floats) -> Floats:
        """Prices on the tick, high and low still enclosing, since rounding keeps the order."""
        decimals = max(0, -round(math.log10(self._tick)))
        prices: Floats = np.round(self._base * np.exp(levels), decimals)
        return np.maximum(prices, self._tick)


def base_price(symbol: str) -> float:
    """Where a symbol's synthetic price begins: of a small table, else 20..400 by its spelling."""
    name = symbol.split("/")[0].removesuffix("-USD")
    if name in _BASE_PRICES:
        return _BASE_PRICES[name]
    share = hashlib.sha256(f"base price of {name}".encode()).digest()[0] / 255
    return round(20.0 * math.pow(20.0, share), 2)


def _walk(generator: np.random.Generator, carry: _Carry) -> tuple[Floats, Floats, _Carry]:
    """One block of log prices (n + 1, the carried one first) and the typical move of each step."""
    shocks = generator.standard_t(_DEGREES_OF_FREEDOM, _BLOCK) * math.sqrt(
        (_DEGREES_OF_FREEDOM - 2) / _DEGREES_OF_FREEDOM
    )
    volatility_shocks = (_VOLATILITY_SHOCK * generator.standard_normal(_BLOCK)).tolist()
    changes = generator.random(_BLOCK) < _TREND_CHANGE
    directions = generator.integers(-1, 2, _BLOCK).tolist()
    level, log_volatility, trend = carry.level, carry.log_volatility, carry.trend
    levels, moves = [level], []
    for shock, kick, change, direction in zip(
        shocks.tolist(), volatility_shocks, changes.tolist(), directions, strict=True
    ):
        trend = direction if change else trend
        log_volatility = _VOLATILITY_MEMORY * log_volatility + kick
        move = _TYPICAL_MOVE * math.exp(log_volatility)
        step = move * shock + _TYPICAL_MOVE * _TREND_DRIFT * trend - _PULL * level
        level += max(-_LARGEST_MOVE, min(_LARGEST_MOVE, step))
        levels.append(level)
        moves.append(move)
    end = _Carry(level=level, log_volatility=log_volatility, trend=trend)
    return np.array(levels), np.array(moves), end


def _bridge_maximum(generator: np.random.Generator, end: Floats, move: Floats) -> Floats:
    """The highest point of a Brownian path from 0 to `end` with standard deviation `move`.

    The distribution of the maximum of a Brownian bridge, inverted (Beghin & Orsingher 1999):
    (end + sqrt(end^2 - 2 move^2 ln U)) / 2, never below max(0, end).
    """
    uniform = 1.0 - generator.random(_BLOCK)
    highest: Floats = (end + np.sqrt(end**2 - 2 * move**2 * np.log(uniform))) / 2
    return highest
