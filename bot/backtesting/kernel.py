"""The compiled simulation: directions in, trades and equity out."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.decide import ActionArray, DecisionRows, DecisionTerms, decide_row
from bot.rules.candle_arrays import FloatArray
from bot.rules.compiled import compiled
from bot.rules.fills import (
    END_OF_DATA,
    NO_EXIT,
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

STRIDE = 8
"""Rows looked at together: the machine compares them side by side and branches once."""
LANES = np.uint64(STRIDE)
"""Unsigned, since an index that could be negative is wrapped around at every access."""


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
    """Where the kernel takes the decision at row t from.

    `decided`: read `action[t]` (+1, -1, 0); otherwise decide_row on `rows` with `terms`, computed
    only for the candles whose decision can matter, which gives the same trades.
    """

    decided: bool
    action: ActionArray
    rows: DecisionRows
    terms: DecisionTerms


@compiled
def _flat_until(
    equity: FloatArray, balance: float, action: ActionArray, shorts: bool, start: int
) -> int:
    """Mark rows from `start` on as flat; returns the first whose decision opens (or the size).

    Up to STRIDE rows behind it may be marked as well: whatever comes next marks them again.
    """
    t = start
    while t + STRIDE <= action.size:
        first = np.uint64(t)
        opens = False
        for k in range(LANES):
            equity[first + k] = balance
        for k in range(LANES):
            opens |= (action[first + k] > 0) | (shorts & (action[first + k] < 0))
        if opens:
            break
        t += STRIDE
    while t < action.size:
        equity[t] = balance
        if action[t] > 0 or (shorts and action[t] < 0):
            break
        t += 1
    return t


@compiled
def _flat_until_lazily(
    equity: FloatArray,
    balance: float,
    rows: DecisionRows,
    terms: DecisionTerms,
    shorts: bool,
    start: int,
) -> tuple[int, int]:
    """As _flat_until, deciding on the way; returns the direction that opens as well."""
    close, fast, slow, rsi, deviation, momentum_pct, lean = rows
    for t in range(start, close.size):
        equity[t] = balance
        wanted, _, _ = decide_row(
            close[t], fast[t], slow[t], rsi[t], deviation[t], momentum_pct[t], lean[t], terms
        )
        if wanted > 0 or (wanted < 0 and shorts):
            return t, wanted
    return close.size, 0


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
    """
    long = account.direction > 0
    ceiling = account.target_price if long else account.stop_price
    floor = account.stop_price if long else account.target_price
    t = start
    while t + STRIDE <= close.size:
        first = np.uint64(t)
        touched = False
        for k in range(LANES):
            touched |= (low[first + k] <= floor) | (high[first + k] >= ceiling)
        if touched:
            break
        for k in range(LANES):
            equity[first + k] = equity_at(account, close[first + k])
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
    decided, action, rows_read, opinion = directions
    _, fast, slow, rsi, deviation, momentum_pct, lean = rows_read
    account = new_account(balance)
    count = 0
    rows = close.size
    t = 0
    while True:
        if decided:
            t = _flat_until(equity, account.balance, action, terms.allow_short, t)
            wanted = int(action[t]) if t < rows else 0
        else:
            t, wanted = _flat_until_lazily(
                equity, account.balance, rows_read, opinion, terms.allow_short, t
            )
        t += 1
        if t >= rows:
            return count
        account = open_position(account, wanted, open_[t], terms)
        entry_row = t
        while account.direction != 0:
            held = account
            account, done = settle_inside(account, high[t], low[t], terms)
            if done.code != NO_EXIT:
                count = _record(trades, count, entry_row, t, held, done)
                break
            equity[t] = equity_at(account, close[t])
            wanted = 0
            if not terms.exit_on_opposite_signal:  # no decision matters before an order fills
                t = _held_until(equity, account, high, low, close, t + 1)
            else:
                if decided:
                    wanted = int(action[t])
                else:
                    wanted, _, _ = decide_row(
                        close[t],
                        fast[t],
                        slow[t],
                        rsi[t],
                        deviation[t],
                        momentum_pct[t],
                        lean[t],
                        opinion,
                    )
                t += 1
            held = account
            if t == rows:
                account, done = close_position(account, END_OF_DATA, close[rows - 1], terms)
                count = _record(trades, count, entry_row, rows - 1, held, done)
                equity[rows - 1] = account.balance
                return count
            account, done = settle_open(account, wanted, open_[t], terms)
            if done.code != NO_EXIT:
                count = _record(trades, count, entry_row, t, held, done)
                entry_row = t
