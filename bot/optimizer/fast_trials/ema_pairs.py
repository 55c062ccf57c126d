"""Which EMA is above the other, as sets of rows: once for each pair of periods, not for each trial.

Random trials share a pair by the dozen, and a set of rows is a bit a row where two EMAs are 128.
"""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray, IntArray
from bot.compiled import ROWS_A_WORD, RowSet, compiled
from bot.decide import DecisionTerms
from bot.optimizer.fast_trials.threaded_rows import fill_together
from bot.strategy import have_values

TRIALS_A_PAIR = 4
"""Fewer trials than this to a pair, and a table of pairs is not worth its memory."""
MOST_BYTES_OF_PAIRS = 256e6
"""What a table of pairs may take."""
_MOST_EMAS = 1_000
_WORD = np.uint64(ROWS_A_WORD)
_NONE = np.uint64(0)

WordTable = NDArray[np.uint64]


class EmaOrder(NamedTuple):
    """Sets of rows of many pairs, each of shape (pairs, words): where the fast EMA is above the
    slow one, where below, and where both and the deviation of the closes have a value.
    """

    rising: WordTable
    falling: WordTable
    defined: WordTable

    @classmethod
    def room(cls, pairs: int, candles: int) -> "EmaOrder":
        """For so many pairs, not filled."""
        shape = (pairs, candles // ROWS_A_WORD + 1)
        return cls(*(np.empty(shape, np.uint64) for _ in cls._fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTable:
    """The pairs that trials share: `pair_of[fast, slow]` is the pair of two rows of EMAs."""

    pair_of: IntArray
    order: EmaOrder


def bytes_of_pairs(pairs: int, candles: int) -> float:
    """What a table of so many pairs takes."""
    return pairs * candles * len(EmaOrder._fields) / 8.0


def pair_table(
    emas: FloatArray, fast: IntArray, slow: IntArray, deviation: FloatArray, executor: Executor
) -> PairTable | None:
    """All pairs of rows of `emas` that trials have, one pair a trial; None where too few trials
    share a pair, and where the table would take more than MOST_BYTES_OF_PAIRS.
    """
    if len(emas) > _MOST_EMAS:
        return None
    used = np.zeros((len(emas), len(emas)), np.bool_)
    used[fast, slow] = True
    pairs = np.flatnonzero(used)
    if (
        len(pairs) * TRIALS_A_PAIR > len(fast)
        or bytes_of_pairs(len(pairs), emas.shape[1]) > MOST_BYTES_OF_PAIRS
    ):
        return None
    pair_of = np.zeros(used.shape, np.int64)
    pair_of.flat[pairs] = np.arange(len(pairs))
    order = EmaOrder.room(len(pairs), emas.shape[1])
    fasts, slows = np.divmod(pairs, len(emas))
    fill_together(executor, partial(_pair_rows, emas, fasts, slows, deviation, order))
    return PairTable(pair_of=pair_of, order=order)


@compiled
def _pair_rows(
    emas: FloatArray,
    fasts: IntArray,
    slows: IntArray,
    deviation: FloatArray,
    order: EmaOrder,
    first: int,
    step: int,
) -> None:
    for pair in range(first, fasts.size, step):
        order_rows(emas[fasts[pair]], emas[slows[pair]], deviation, pair, order)


@compiled
def order_rows(
    fast: FloatArray, slow: FloatArray, deviation: FloatArray, pair: int, order: EmaOrder
) -> None:
    """The rows of two EMAs, into one row of `order`."""
    rising, falling, defined = order.rising[pair], order.falling[pair], order.defined[pair]
    size = np.uint64(fast.size)
    whole = size // _WORD
    for n in range(whole):
        rising[n], falling[n], defined[n] = _order_words(fast, slow, deviation, n * _WORD, _WORD)
    rising[whole], falling[whole], defined[whole] = _order_words(
        fast, slow, deviation, whole * _WORD, size % _WORD
    )


@compiled
def _order_words(
    fast: FloatArray, slow: FloatArray, deviation: FloatArray, first: Any, count: Any
) -> tuple[Any, Any, Any]:
    rising = falling = defined = _NONE
    for k in range(count):
        t = first + k
        rising |= np.uint64(fast[t] > slow[t]) << k
        falling |= np.uint64(fast[t] < slow[t]) << k
        defined |= np.uint64(have_values(fast[t], slow[t], 0.0, deviation[t])) << k
    return rising, falling, defined


@compiled
def rule_rows(
    order: EmaOrder, pair: int, rsi: FloatArray, terms: DecisionTerms, wanted: int, out: RowSet
) -> None:
    """The rows where the EMA and RSI rule alone, no confidence asked, is `wanted` (+1 or -1).

    rising_at and falling_at, whose first comparison is in `order`.
    """
    trend = order.rising[pair] if wanted > 0 else order.falling[pair]
    defined = order.defined[pair]
    over, under = terms.rsi_overbought, terms.rsi_oversold
    size = np.uint64(rsi.size)
    whole = size // _WORD
    for n in range(whole):
        mild, extreme = _strength_words(rsi, over, under, wanted, n * _WORD, _WORD)
        out[n] = ((trend[n] & mild) | extreme) & defined[n]
    mild, extreme = _strength_words(rsi, over, under, wanted, whole * _WORD, size % _WORD)
    out[whole] = ((trend[whole] & mild) | extreme) & defined[whole]


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
