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
def _quiet_until(account: Account, high: FloatArray, low: FloatArray, start: int) -> int:
    """The first row from `start` on whose candle touches stop or target (or the end)."""
    t = start
    if account.direction > 0:
        while t < low.size and low[t] > account.stop_price and high[t] < account.target_price:
            t += 1
    else:
        while t < low.size and high[t] < account.stop_price and low[t] > account.target_price:
            t += 1
    return t


@compiled
def _settle(
    account: Account,
    wanted: int,
    open_: float,
    high: float,
    low: float,
    terms: Terms,
    trades: TradeArray,
    count: int,
    entry_row: int,
    t: int,
) -> tuple[Account, int, int]:
    """One candle's fills: the account after it, the number of trades, the open trade's entry."""
    held = account
    account, done = settle_open(account, wanted, open_, terms)
    if done.code != NO_EXIT:
        count = _record(trades, count, entry_row, t, held, done)
    if account.direction != 0:
        if held.direction == 0 or done.code != NO_EXIT:
            entry_row = t
        held = account
        account, done = settle_inside(account, high, low, terms)
        if done.code != NO_EXIT:
            count = _record(trades, count, entry_row, t, held, done)
    return account, count, entry_row


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
    decided, action, rows_read, opinion_terms = directions
    _, fast, slow, rsi, deviation, momentum_pct, lean = rows_read
    account = new_account(balance)
    count = 0
    entry_row = 0
    wanted = 0
    rows = close.size
    t = 0
    while t < rows:
        if account.direction != 0 or wanted != 0:
            account, count, entry_row = _settle(
                account, wanted, open_[t], high[t], low[t], terms, trades, count, entry_row, t
            )
        equity[t] = equity_at(account, close[t])
        if account.direction == 0 or terms.exit_on_opposite_signal:
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
                    opinion_terms,
                )
        else:  # no decision matters before a resting order fills
            wanted = 0
            until = _quiet_until(account, high, low, t + 1)
            for k in range(t + 1, until):
                equity[k] = equity_at(account, close[k])
            t = until - 1
        t += 1
    if account.direction != 0:
        held = account
        account, done = close_position(account, END_OF_DATA, close[rows - 1], terms)
        count = _record(trades, count, entry_row, rows - 1, held, done)
        equity[rows - 1] = account.balance
    return count
