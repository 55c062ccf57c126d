"""The compiled simulation: directions in, trades and equity out."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.decide import ActionArray
from bot.rules.candle_arrays import FloatArray
from bot.rules.compiled import compiled
from bot.rules.fills import (
    END_OF_DATA,
    NO_EXIT,
    NOTHING,
    Account,
    Exit,
    Terms,
    close_position,
    equity_at,
    new_account,
    open_position,
    settle_inside,
    settle_open,
)
from bot.rules.row_sets import RowSet, first_row, rows_equal, signed

TRADE_DTYPE = np.dtype(
    [
        ("entry_row", np.int64),
        ("exit_row", np.int64),
        ("direction", np.int64),
        ("reason", np.int64),
        ("quantity", np.float64),
        ("entry_price", np.float64),
        ("exit_price", np.float64),
        ("fees", np.float64),
        ("pnl", np.float64),
    ]
)
TradeArray = NDArray[np.void]

STRIDE = 32
"""Rows looked at together: the machine compares them side by side and branches once."""
LANES: Any = np.uint64(STRIDE)
"""Unsigned, since an index that could be negative is wrapped around at every access."""
FLAT = 16
_FLAT_ROWS: Any = np.uint64(FLAT)
_ONE, _TWO, _THREE, _FOUR, _EIGHT = (np.uint64(k) for k in (1, 2, 3, 4, 8))


@compiled
def _record(
    trades: TradeArray, count: int, entry_row: int, exit_row: int, held: Account, done: Exit
) -> int:
    trade = trades[count]
    trade.entry_row = entry_row
    trade.exit_row = exit_row
    trade.direction = held.direction
    trade.reason = done.code
    trade.quantity = held.quantity
    trade.entry_price = held.entry_price
    trade.exit_price = done.price
    trade.fees = done.fees
    trade.pnl = done.pnl
    return count + 1


class Directions(NamedTuple):
    """What was decided: the rows of +1 and the rows of -1."""

    longs: RowSet
    shorts: RowSet


@compiled
def directions_of(action: ActionArray) -> Directions:
    """The directions of an action (+1, -1, 0) per row."""
    return Directions(rows_equal(action, 1), rows_equal(action, -1))


@compiled
def _next_opening(directions: Directions, shorts: bool, start: int, rows: int) -> tuple[int, int]:
    """The first row from `start` on whose decision opens (or the number of rows), and which way."""
    long = first_row(directions.longs, start, rows)
    short = first_row(directions.shorts, start, long) if shorts else long
    return (short, -1) if short < long else (long, 1)


@compiled
def _mark_eight(equity: FloatArray, account: Account, close: FloatArray, t: Any) -> None:
    """Mark eight rows; all are read before one is written, so the machine does them at once."""
    a, b, c, d = close[t], close[t + _ONE], close[t + _TWO], close[t + _THREE]
    t4 = t + _FOUR
    e, f, g, h = close[t4], close[t4 + _ONE], close[t4 + _TWO], close[t4 + _THREE]
    equity[t] = equity_at(account, a)
    equity[t + _ONE] = equity_at(account, b)
    equity[t + _TWO] = equity_at(account, c)
    equity[t + _THREE] = equity_at(account, d)
    equity[t4] = equity_at(account, e)
    equity[t4 + _ONE] = equity_at(account, f)
    equity[t4 + _TWO] = equity_at(account, g)
    equity[t4 + _THREE] = equity_at(account, h)


@compiled
def _mark_flat(equity: FloatArray, balance: float, start: int, end: int) -> None:
    """Mark the rows start to end - 1, and up to FLAT rows behind them: what comes next marks them
    again, and a loop of one length is one that the machine foresees.
    """
    t = start
    while t < end and t + FLAT <= equity.size:
        first = np.uint64(t)
        for k in range(_FLAT_ROWS):
            equity[first + k] = balance
        t += FLAT
    for row in range(np.uint64(t), np.uint64(max(t, end))):
        equity[row] = balance


@compiled
def _held_until(
    equity: FloatArray,
    account: Account,
    high: FloatArray,
    low: FloatArray,
    close: FloatArray,
    start: int,
) -> int:
    """Mark rows from `start` on while the position is held; returns the first that touches its
    stop or target (or the size).

    Up to STRIDE rows behind it may be marked as well: whatever comes next marks them again.
    """
    long = account.direction > 0
    ceiling = account.target_price if long else account.stop_price
    floor = account.stop_price if long else account.target_price
    t = start
    while t + STRIDE <= close.size:
        first = np.uint64(t)
        touched = LANES
        for k in range(LANES):
            touches = (low[first + k] <= floor) | (high[first + k] >= ceiling)
            touched = min(touched, k if touches else LANES)
        for k in range(first, first + LANES, _EIGHT):
            _mark_eight(equity, account, close, k)
        if touched < LANES:
            touching: int = t + signed(touched)
            return touching
        t += STRIDE
    while t < close.size and low[t] > floor and high[t] < ceiling:
        equity[t] = equity_at(account, close[t])
        t += 1
    return t


@compiled
def simulate(
    open_: FloatArray,
    high: FloatArray,
    low: FloatArray,
    close: FloatArray,
    directions: Directions,
    balance: float,
    terms: Terms,
    equity: FloatArray,
    trades: TradeArray,
) -> int:
    """Run the fills of DESIGN over the candles; returns the number of trades.

    The decision at the close of candle t executes at the open of t + 1. `equity[t]` becomes the
    equity marked at the close of t; `trades` (TRADE_DTYPE, at least 2 n rows: a candle can close
    two positions) the closed round trips in order. What is open at the end is closed at the last
    close, reason END_OF_DATA, and the last equity includes that. Prices must be those of a checked
    frame: high and low enclose the open.
    """
    account = new_account(balance)
    count = 0
    rows = close.size
    t = 0
    while True:
        flat_from = t
        t, wanted = _next_opening(directions, terms.allow_short, flat_from, rows)
        t += 1
        _mark_flat(equity, account.balance, flat_from, min(t, rows))
        if t >= rows:
            return count
        account = open_position(account, wanted, open_[t], terms)
        while account.direction != 0:
            held, entry_row = account, t
            t = _held_until(equity, account, high, low, close, entry_row)
            wanted = 0
            if terms.exit_on_opposite_signal:
                against = directions.shorts if account.direction > 0 else directions.longs
                turn = first_row(against, entry_row, t)
                if turn < t:
                    t, wanted = turn + 1, -account.direction
            if t == rows:
                account, done = close_position(account, END_OF_DATA, close[rows - 1], terms)
                count = _record(trades, count, entry_row, rows - 1, held, done)
                equity[rows - 1] = account.balance
                return count
            done = NOTHING
            if t > entry_row:
                account, done = settle_open(account, wanted, open_[t], terms)
            if done.code == NO_EXIT:
                account, done = settle_inside(account, high[t], low[t], terms)
            count = _record(trades, count, entry_row, t, held, done)
