"""What finer candles said of each exit inside a candle, beside what the coarse one says."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.backtesting.adapting import Adaptive, exit_levels
from bot.backtesting.inside.detail import Detail
from bot.backtesting.inside.settling import settle_finer
from bot.compiled import compiled
from bot.rules import (
    NO_EXIT,
    STOP_LOSS,
    TAKE_PROFIT,
    Account,
    Exit,
    Terms,
    TradeArray,
    close_position,
    settle_inside,
    settle_open,
    touched,
)

NOT_INSIDE = 0
"""The exit filled at its candle's open, or by a decision, or at the end."""
UNDECIDED = 1
"""No finer candle reaches stop or target, or there is none: the coarse candle decided."""
CONFIRMED = 2
"""The finer candles give the exit of the coarse one."""
GAPPED = 3
"""A stop that was gapped through inside the candle, and filled at a finer open beyond it."""
BEYOND_TARGET = 4
"""A target that filled at a finer open beyond it."""
REORDERED = 5
"""The other order than that of the coarse rule came first."""


class InsideExits(NamedTuple):
    """A row for each trade: one of the codes, whether its last candle touches both orders, and
    whether a finer candle that opened beyond the order filled it there.
    """

    code: NDArray[np.int8]
    touched_both: NDArray[np.bool_]
    filled_beyond: NDArray[np.bool_]


def inside_exits(
    open_: FloatArray,
    high: FloatArray,
    low: FloatArray,
    trades: TradeArray,
    terms: Terms,
    detail: Detail,
    adaptive: Adaptive | None = None,
) -> InsideExits:
    """The code of each trade of a run with this detail; rows of all are those of the candles."""
    levels = exit_levels(trades, high, low, terms, adaptive)
    return _inside_exits(open_, high, low, trades, *levels, terms, detail)


@compiled
def _inside_exits(
    open_: FloatArray,
    high: FloatArray,
    low: FloatArray,
    trades: TradeArray,
    stops: FloatArray,
    targets: FloatArray,
    terms: Terms,
    detail: Detail,
) -> InsideExits:
    codes = np.zeros(trades.size, np.int8)
    touched_both = np.zeros(trades.size, np.bool_)
    filled_beyond = np.zeros(trades.size, np.bool_)
    for k in range(trades.size):
        trade = trades[k]
        row, entry_row = trade.exit_row, trade.entry_row
        if trade.reason != STOP_LOSS and trade.reason != TAKE_PROFIT:
            continue
        entered = trade.direction, trade.quantity, trade.entry_price
        held = Account(0.0, *entered, stops[k], targets[k], 0.0)
        if row > entry_row and settle_open(held, 0, open_[row], terms)[1].code != NO_EXIT:
            continue
        stopped, reached = touched(held, high[row], low[row])
        touched_both[k] = stopped and reached
        _, coarse = settle_inside(held, high[row], low[row], terms)
        _, fine = settle_finer(held, row, entry_row, terms, detail)
        codes[k] = _code(coarse, fine)
        if fine.code != NO_EXIT:
            order = held.stop_price if fine.code == STOP_LOSS else held.target_price
            filled_beyond[k] = fine.price != close_position(held, fine.code, order, terms)[1].price
    return InsideExits(codes, touched_both, filled_beyond)


@compiled
def _code(coarse: Exit, fine: Exit) -> int:
    if fine.code == NO_EXIT:
        return UNDECIDED
    if fine.code != coarse.code:
        return REORDERED
    if fine.price == coarse.price:
        return CONFIRMED
    return GAPPED if fine.code == STOP_LOSS else BEYOND_TARGET
