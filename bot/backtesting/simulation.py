"""Runs of the kernel into arrays of their own, and the equity at every close."""

from typing import NamedTuple

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting.adapting import Adaptive
from bot.backtesting.directions import Directions
from bot.backtesting.inside import Detail
from bot.backtesting.kernel import simulate
from bot.compiled import RowSet, compiled
from bot.rules import TRADE_DTYPE, Terms, TradeArray


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
    detail: Detail | None = None,
    adaptive: Adaptive | None = None,
    withheld: RowSet | None = None,
) -> Simulation:
    """`simulate` into arrays of its own; those of trades are cut to what it found."""
    curve, trades = room_for(close.size)
    count, size = simulate(
        open_,
        high,
        low,
        close,
        directions,
        balance,
        terms,
        curve,
        trades,
        detail,
        adaptive,
        withheld,
    )
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
