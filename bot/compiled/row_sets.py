"""Sets of rows as bits: 64 rows a word, so that the next row of a set is found in a few steps.

Row t is bit t % 64 of word t // 64; bits behind the last row are 0.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from bot.compiled.loops import compiled

RowSet = NDArray[np.uint64]

ROWS_A_WORD = 64
_WORD = np.uint64(ROWS_A_WORD)
_ONE = np.uint64(1)
_ALL = np.uint64(2**64 - 1)

signed: Any = np.int64
"""An unsigned row as an ordinary one."""


@compiled
def no_rows(size: int) -> RowSet:
    """The empty set of rows below `size`."""
    return np.zeros(size // ROWS_A_WORD + 1, np.uint64)


@compiled
def rows_equal(values: NDArray[np.int8], wanted: int) -> RowSet:
    """The rows that hold a value."""
    rows = no_rows(values.size)
    size = np.uint64(values.size)
    whole = size // _WORD
    for n in range(whole):
        rows[n] = _word_equal(values, wanted, n * _WORD, _WORD)
    rows[whole] = _word_equal(values, wanted, whole * _WORD, size % _WORD)
    return rows


@compiled
def _word_equal(values: NDArray[np.int8], wanted: int, first: Any, count: Any) -> Any:
    word = np.uint64(0)
    for k in range(count):
        word |= np.uint64(values[first + k] == wanted) << k
    return word


@compiled
def has_row(rows: RowSet, row: int) -> bool:
    """Whether a row is in the set."""
    at = np.uint64(row)
    return bool((rows[at // _WORD] >> (at % _WORD)) & _ONE == _ONE)


@compiled
def first_row(rows: RowSet, start: int, end: int) -> int:
    """The first row of the set from `start` on; `end` where none comes before it."""
    if start >= end:
        return end
    at = np.uint64(start) // _WORD
    last = np.uint64(end - 1) // _WORD
    word = rows[at] & (_ALL << (np.uint64(start) % _WORD))
    while word == 0 and at < last:
        at += _ONE
        word = rows[at]
    return min(end, signed(at * _WORD + lowest_bit(word))) if word != 0 else end


def _lowest_bit(_: Any, word: Any) -> Any:
    def count_trailing_zeros(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.uint64(word), count_trailing_zeros


lowest_bit: Any = intrinsic(_lowest_bit)
"""For compiled code: the number of the lowest bit that is set in a word, 64 for none."""
