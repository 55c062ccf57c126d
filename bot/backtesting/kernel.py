"""The compiled simulation: directions in, trades and equity out."""

from typing import Any, NamedTuple

import numpy as np

from bot.arrays import FloatArray
from bot.compiled import (
    LANES,
    STRIDE,
    RowSet,
    compiled,
    first_row,
    lowest_bit,
    rows_equal,
    rows_touching,
    signed,
)
from bot.decide import ActionArray
from bot.rules import (
    END_OF_DATA,
    STOP_LOSS,
    TAKE_PROFIT,
    TRADE_DTYPE,
    Account,
    Exit,
    Terms,
    TradeArray,
    close_position,
    equity_at,
    new_account,
    open_position,
    settle_open,
    touched,
)

_ONE, _TWO, _THREE, _FOUR, _EIGHT = (np.uint64(k) for k in (1, 2, 3, 4, 8))
_row: Any = np.uint64
"""A row as an index: one that could be negative is wrapped around at every access."""


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
def _held_until(
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
        touching = rows_touching(low, high, _row(t), floor, ceiling)
        for k in range(_row(0), LANES, _EIGHT):
            _mark_eight(curve, _row(at) + k, account, close, _row(t) + k)
        if touching != 0:
            row: int = t + signed(lowest_bit(touching))
            return row
        t += STRIDE
        at += STRIDE
    while t < close.size and low[_row(t)] > floor and high[_row(t)] < ceiling:
        curve[_row(at)] = equity_at(account, close[_row(t)])
        t += 1
        at += 1
    return t


@compiled
def _settled(
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


@compiled
def simulate(
    open_: FloatArray,
    high: FloatArray,
    low: FloatArray,
    close: FloatArray,
    directions: Directions,
    balance: float,
    terms: Terms,
    curve: FloatArray,
    trades: TradeArray,
) -> tuple[int, int]:
    """Run the fills over n candles; returns the number of trades and that of curve rows.

    The decision at the close of candle t executes at the open of t + 1. `trades` (TRADE_DTYPE, at
    least 2 n rows: a candle can close two positions) becomes the closed round trips in order.
    `curve` (at least n rows) becomes the equity at the close of each candle in which a position was
    held, that of its exit included, one after the other; on the candles between, the equity does
    not move. Rows of both behind what is returned hold nothing of use. What is open at the end is
    closed at the last close, reason END_OF_DATA, and the last row of the curve includes that.
    Prices must be those of a checked frame: high and low enclose the open.
    """
    account = new_account(balance)
    count = size = 0
    rows = close.size
    t = 0
    while True:
        t, wanted = _next_opening(directions, terms.allow_short, t, rows)
        t += 1
        if t >= rows:
            return count, size
        account = open_position(account, wanted, open_[_row(t)], terms)
        if account.direction == 0:  # nothing is left to trade with
            continue
        while account.direction != 0:
            held, entry_row = account, t
            t = _held_until(curve, size, account, high, low, close, entry_row)
            wanted = 0
            if terms.exit_on_opposite_signal:
                against = directions.shorts if account.direction > 0 else directions.longs
                turn = first_row(against, entry_row, t)
                if turn < t:
                    t, wanted = turn + 1, -account.direction
            size += t - entry_row
            if t == rows:
                account, done = close_position(account, END_OF_DATA, close[rows - 1], terms)
                count = _record(trades, count, entry_row, rows - 1, held, done)
                curve[_row(size - 1)] = account.balance
                return count, size
            row = _row(t)
            if wanted == 0:
                account, done = _settled(held, t, entry_row, open_[row], high[row], low[row], terms)
                count = _record(trades, count, entry_row, t, held, done)
                break
            account, done = settle_open(account, wanted, open_[row], terms)
            count = _record(trades, count, entry_row, t, held, done)
        curve[_row(size)] = account.balance
        size += 1


class Simulation(NamedTuple):
    """One run, as `simulate` leaves it: of each candle that held a position the equity, and the
    trades.
    """

    curve: FloatArray
    trades: TradeArray


@compiled
def room_for(rows: int) -> tuple[FloatArray, TradeArray]:
    """A curve and trades that `simulate` can fill over so many candles."""
    return np.empty(rows), np.empty(2 * rows, TRADE_DTYPE)


@compiled
def simulated(
    open_: FloatArray,
    high: FloatArray,
    low: FloatArray,
    close: FloatArray,
    directions: Directions,
    balance: float,
    terms: Terms,
) -> Simulation:
    """`simulate` into arrays of its own; those of trades are cut to what it found."""
    curve, trades = room_for(close.size)
    count, size = simulate(open_, high, low, close, directions, balance, terms, curve, trades)
    return Simulation(curve[:size], trades[:count].copy())


@compiled
def equity_of(run: Simulation, balance: float, rows: int) -> FloatArray:
    """The equity at every close, shape (rows,), of a run that began with `balance`."""
    equity = np.empty(rows)
    done = taken = 0
    before = balance
    for trade in run.trades:
        first, end = max(done, trade.entry_row), trade.exit_row + 1
        equity[done:first] = before  # nothing, where one candle ends a trade and begins this one
        equity[first:end] = run.curve[taken : taken + end - first]
        taken += end - first
        done = end
        before = equity[done - 1]
    equity[done:] = before
    return equity
