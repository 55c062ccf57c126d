"""A position while it is held: the equity at each close, and the row that ends it."""

from typing import Any

import numpy as np

from bot.arrays import FloatArray
from bot.compiled import LANES, STRIDE, compiled, lowest_bit, rows_touching, signed
from bot.rules import (
    STOP_LOSS,
    TAKE_PROFIT,
    Account,
    Exit,
    Terms,
    close_position,
    equity_at,
    touched,
)

_ONE, _TWO, _THREE, _FOUR, _EIGHT = (np.uint64(k) for k in (1, 2, 3, 4, 8))
row_index: Any = np.uint64
"""A row as an index: one that could be negative is wrapped around at every access."""


@compiled
def _mark_eight(curve: FloatArray, at: Any, account: Account, close: FloatArray, t: Any) -> None:
    """Mark eight rows; all are read before one is written, so the machine does them at once."""
    a, b, c, d = close[t], close[t + _ONE], close[t + _TWO], close[t + _THREE]
    t4, at4 = t + _FOUR, at + _FOUR
    e, f, g, h = close[t4], close[t4 + _ONE], close[t4 + _TWO], close[t4 + _THREE]
    curve[at] = equity_at(account, a)
    curve[at + _ONE] = equity_at(account, b)
    curve[at + _TWO] = equity_at(account, c)
    curve[at + _THREE] = equity_at(account, d)
    curve[at4] = equity_at(account, e)
    curve[at4 + _ONE] = equity_at(account, f)
    curve[at4 + _TWO] = equity_at(account, g)
    curve[at4 + _THREE] = equity_at(account, h)


@compiled
def held_until(
    curve: FloatArray,
    at: int,
    account: Account,
    high: FloatArray,
    low: FloatArray,
    close: FloatArray,
    start: int,
) -> int:
    """Mark rows from `start` on, into the curve from `at` on, while the position is held; returns
    the first that touches its stop or target (or the size).

    Up to STRIDE rows behind it are marked as well: the next position marks them again, if any.
    """
    long = account.direction > 0
    ceiling = account.target_price if long else account.stop_price
    floor = account.stop_price if long else account.target_price
    t = start
    while t + STRIDE <= close.size:
        touching = rows_touching(low, high, row_index(t), floor, ceiling)
        for k in range(row_index(0), LANES, _EIGHT):
            _mark_eight(curve, row_index(at) + k, account, close, row_index(t) + k)
        if touching != 0:
            row: int = t + signed(lowest_bit(touching))
            return row
        t += STRIDE
        at += STRIDE
    while t < close.size and low[row_index(t)] > floor and high[row_index(t)] < ceiling:
        curve[row_index(at)] = equity_at(account, close[row_index(t)])
        t += 1
        at += 1
    return t


@compiled
def close_where_touched(
    held: Account, t: int, entry_row: int, open_: float, high: float, low: float, terms: Terms
) -> tuple[Account, Exit]:
    """Close at a row that touches the stop or the target: at its open or inside it.

    settle_open and settle_inside without a branch, and so without one that is foreseen wrongly.
    """
    stopped_open, reached_open = touched(held, open_, open_)
    stopped, _ = touched(held, high, low)
    at_open = (t > entry_row) & (stopped_open | reached_open)
    code = STOP_LOSS if (at_open & stopped_open) | (stopped & (not at_open)) else TAKE_PROFIT
    inside = held.stop_price if stopped else held.target_price
    return close_position(held, code, open_ if at_open else inside, terms)
