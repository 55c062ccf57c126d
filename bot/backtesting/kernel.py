"""The compiled simulation: directions in, trades and equity out."""

from bot.arrays import FloatArray
from bot.backtesting.adapting import Adaptive, adaptively_held_until, entry_terms_at, moved_by
from bot.backtesting.directions import Directions, entry_allowed, next_opening
from bot.backtesting.holding import close_where_touched, row_index
from bot.backtesting.inside import Detail, close_in_detail
from bot.compiled import RowSet, compiled, first_row
from bot.rules import (
    END_OF_DATA,
    Account,
    Exit,
    Terms,
    TradeArray,
    close_position,
    new_account,
    open_position,
    settle_open,
)


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
    detail: Detail | None = None,
    adaptive: Adaptive | None = None,
    withheld: RowSet | None = None,
) -> tuple[int, int]:
    """Run the fills over n candles; returns the number of trades and that of curve rows.

    The decision at the close of candle t executes at the open of t + 1. `trades` (TRADE_DTYPE, at
    least 2 n rows: a candle can close two positions) becomes the closed round trips in order.
    `curve` (at least n rows) becomes the equity at the close of each candle in which a position was
    held, that of its exit included, one after the other; on the candles between, the equity does
    not move. Rows of both behind what is returned hold nothing of use. What is open at the end is
    closed at the last close, reason END_OF_DATA, and the last row of the curve includes that.
    Prices must be those of a checked frame: high and low enclose the open. `detail` decides exits
    inside a candle on its finer ones, `adaptive` makes the terms of each entry, and decisions of
    `withheld` rows close and enter nothing; without them the compiler leaves those branches out.
    """
    account = new_account(balance)
    count = size = 0
    rows = close.size
    t = 0
    while True:
        t, wanted = next_opening(directions, terms.allow_short, t, rows, withheld)
        t += 1
        if t >= rows:
            return count, size
        price = open_[row_index(t)]
        entry = entry_terms_at(terms, adaptive, wanted, price, t, trades, count)
        account = open_position(account, wanted, price, entry)
        if account.direction == 0:  # nothing is left to trade with
            continue
        while account.direction != 0:
            held, entry_row = account, t
            t = adaptively_held_until(
                curve, size, account, high, low, close, entry_row, terms, adaptive
            )
            wanted = 0
            if terms.exit_on_opposite_signal:
                against = directions.shorts if account.direction > 0 else directions.longs
                turn = first_row(against, entry_row, t)
                if turn < t:
                    t, wanted = turn + 1, -account.direction
            size += t - entry_row
            held = account = moved_by(account, high, low, entry_row, t, terms, adaptive)
            if t == rows:
                account, done = close_position(account, END_OF_DATA, close[rows - 1], terms)
                count = _record(trades, count, entry_row, rows - 1, held, done)
                curve[row_index(size - 1)] = account.balance
                return count, size
            row = row_index(t)
            if wanted == 0:
                if detail is None:
                    account, done = close_where_touched(
                        held, t, entry_row, open_[row], high[row], low[row], terms
                    )
                else:
                    account, done = close_in_detail(
                        held, t, entry_row, open_[row], high[row], low[row], terms, detail
                    )
                count = _record(trades, count, entry_row, t, held, done)
                break
            entry = entry_terms_at(terms, adaptive, wanted, open_[row], t, trades, count)
            entry = entry_allowed(entry, t - 1, withheld)
            account, done = settle_open(account, wanted, open_[row], entry)
            count = _record(trades, count, entry_row, t, held, done)
        curve[row_index(size)] = account.balance
        size += 1
