"""Which EMA is above the other, as sets of rows: once for each pair of periods, not for each trial.

Random trials share a pair by the dozen, and a set of rows is a bit a row where two EMAs are 128.
"""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.compiled import ROWS_A_WORD, RowSet, compiled
from bot.decide import DecisionTerms
from bot.optimizer.fast_trials.fill import fill_together
from bot.optimizer.search.space import IntArray
from bot.strategy import have_values

TRIALS_A_PAIR = 4
"""Fewer trials than this to a pair, and a table of pairs is not worth its memory."""
MOST_BYTES = 256e6
"""What a table of pairs may take."""
_MOST_EMAS = 1_000
_WORD = np.uint64(ROWS_A_WORD)
_NONE = np.uint64(0)

WordTable = NDArray[np.uint64]


class Trends(NamedTuple):
    """Sets of rows of many pairs, each of shape (pairs, words): where the fast EMA is above the
    slow one, where below, and where both and the deviation of the closes have a value.
    """

    rising: WordTable
    falling: WordTable
    known: WordTable

    @classmethod
    def room(cls, pairs: int, candles: int) -> "Trends":
        """For so many pairs, not filled."""
        shape = (pairs, candles // ROWS_A_WORD + 1)
        return cls(*(np.empty(shape, np.uint64) for _ in cls._fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendTable:
    """The pairs that trials share: `pair_of[fast, slow]` is the pair of two rows of EMAs."""

    pair_of: IntArray
    trends: Trends


def bytes_of(pairs: int, candles: int) -> float:
    """What a table of so many pairs takes."""
    return pairs * candles * len(Trends._fields) / 8.0


def trend_table(
    emas: FloatArray, fast: IntArray, slow: IntArray, deviation: FloatArray, executor: Executor
) -> TrendTable | None:
    """Of all pairs of rows of `emas`, one a trial; None where too few trials share one, and where
    that would take more than MOST_BYTES.
    """
    if len(emas) > _MOST_EMAS:
        return None
    used = np.zeros((len(emas), len(emas)), np.bool_)
    used[fast, slow] = True
    pairs = np.flatnonzero(used)
    if len(pairs) * TRIALS_A_PAIR > len(fast) or bytes_of(len(pairs), emas.shape[1]) > MOST_BYTES:
        return None
    pair_of = np.zeros(used.shape, np.int64)
    pair_of.flat[pairs] = np.arange(len(pairs))
    trends = Trends.room(len(pairs), emas.shape[1])
    fasts, slows = np.divmod(pairs, len(emas))
    fill_together(executor, partial(_pair_rows, emas, fasts, slows, deviation, trends))
    return TrendTable(pair_of=pair_of, trends=trends)


@compiled
def _pair_rows(
    emas: FloatArray,
    fasts: IntArray,
    slows: IntArray,
    deviation: FloatArray,
    trends: Trends,
    first: int,
    step: int,
) -> None:
    for pair in range(first, fasts.size, step):
        trend_rows(emas[fasts[pair]], emas[slows[pair]], deviation, pair, trends)


@compiled
def trend_rows(
    fast: FloatArray, slow: FloatArray, deviation: FloatArray, pair: int, trends: Trends
) -> None:
    """The rows of two EMAs, into one row of `trends`."""
    rising, falling, known = trends.rising[pair], trends.falling[pair], trends.known[pair]
    size = np.uint64(fast.size)
    whole = size // _WORD
    for n in range(whole):
        rising[n], falling[n], known[n] = _trend_words(fast, slow, deviation, n * _WORD, _WORD)
    rising[whole], falling[whole], known[whole] = _trend_words(
        fast, slow, deviation, whole * _WORD, size % _WORD
    )


@compiled
def _trend_words(
    fast: FloatArray, slow: FloatArray, deviation: FloatArray, first: Any, count: Any
) -> tuple[Any, Any, Any]:
    rising = falling = known = _NONE
    for k in range(count):
        t = first + k
        rising |= np.uint64(fast[t] > slow[t]) << k
        falling |= np.uint64(fast[t] < slow[t]) << k
        known |= np.uint64(have_values(fast[t], slow[t], 0.0, deviation[t])) << k
    return rising, falling, known


@compiled
def rule_rows(
    trends: Trends, pair: int, rsi: FloatArray, terms: DecisionTerms, wanted: int, out: RowSet
) -> None:
    """The rows where the EMA and RSI rule alone, no confidence asked, is `wanted` (+1 or -1).

    rising_at and falling_at, whose first comparison is in `trends`.
    """
    trend = trends.rising[pair] if wanted > 0 else trends.falling[pair]
    known = trends.known[pair]
    over, under = terms.rsi_overbought, terms.rsi_oversold
    size = np.uint64(rsi.size)
    whole = size // _WORD
    for n in range(whole):
        mild, extreme = _strength_words(rsi, over, under, wanted, n * _WORD, _WORD)
        out[n] = ((trend[n] & mild) | extreme) & known[n]
    mild, extreme = _strength_words(rsi, over, under, wanted, whole * _WORD, size % _WORD)
    out[whole] = ((trend[whole] & mild) | extreme) & known[whole]


@compiled
def _strength_words(
    rsi: FloatArray, over: float, under: float, wanted: int, first: Any, count: Any
) -> tuple[Any, Any]:
    """Where the RSI lets the trend decide, and where it decides for `wanted` itself."""
    mild = extreme = _NONE
    for k in range(count):
        value = rsi[first + k]
        mild |= np.uint64(value < over if wanted > 0 else value > under) << k
        extreme |= np.uint64(value < under if wanted > 0 else value > over) << k
    return mild, extreme
