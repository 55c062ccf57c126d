"""What a simulation is judged by, computed the same way for one backtest and for every trial."""

import math
from typing import NamedTuple

import numpy as np

from bot.backtesting.kernel import LANES, STRIDE, TradeArray
from bot.rules.candle_arrays import FloatArray
from bot.rules.compiled import compiled


class Metrics(NamedTuple):
    """Numbers of one run; NaN where undefined (no losing trade, no variance).

    Money in quote currency. `win_rate` is a fraction, names ending in _pct are in percent.
    `max_drawdown` and `max_drawdown_pct` are the largest falls from the running peak, each by its
    own measure. `sharpe_ratio` is annualized.
    """

    total_pnl: float
    total_pnl_pct: float
    total_trades: int
    winning_trades: int
    losing_trades: int
    win_rate: float
    avg_win: float
    avg_loss: float
    profit_factor: float
    max_drawdown: float
    max_drawdown_pct: float
    sharpe_ratio: float
    total_fees: float


@compiled
def _change_sums(equity: FloatArray, first: float) -> tuple[float, float]:
    """Sum and sum of squares of the relative changes; `first` is that of the first row.

    Changes are computed apart from adding them, and added in four fixed lanes, so that the machine
    does several at once; the order is the same on every machine, and so are the bits.
    """
    before, after = equity[:-1], equity[1:]
    changes = np.empty(before.size)
    for t in range(before.size):
        changes[t] = after[t] / before[t] - 1.0
    a = first
    b = c = d = 0.0
    aa = first * first
    bb = cc = dd = 0.0
    whole = changes.size - changes.size % 4
    for t in range(0, whole, 4):
        p, q, r, s = changes[t], changes[t + 1], changes[t + 2], changes[t + 3]
        a += p
        b += q
        c += r
        d += s
        aa += p * p
        bb += q * q
        cc += r * r
        dd += s * s
    for t in range(whole, changes.size):
        a += changes[t]
        aa += changes[t] * changes[t]
    return (a + b) + (c + d), (aa + bb) + (cc + dd)


@compiled
def sharpe_ratio(equity: FloatArray, initial_balance: float, periods_per_year: float) -> float:
    """mean / standard deviation (n - 1) x sqrt(periods a year) of equity_t / equity_(t-1) - 1.

    The initial balance comes before the first candle; no risk-free rate (Sharpe 1994, eq. 3-6).
    NaN with fewer than two candles or no variance.
    """
    rows = equity.size
    if rows < 2:
        return math.nan
    total, squares = _change_sums(equity, equity[0] / initial_balance - 1.0)
    mean = total / rows
    variance = (squares - total * mean) / (rows - 1)
    if not variance > 1e-12 * squares / rows:  # below that it is rounding, not variance
        return math.nan
    return mean / math.sqrt(variance) * math.sqrt(periods_per_year)


@compiled
def _deeper(peak: float, equity: float, deepest: float, share: float) -> tuple[float, float]:
    fall = peak - equity
    deepest = fall if fall > deepest else deepest
    return deepest, fall / peak if fall > share * peak else share


@compiled
def max_drawdown(equity: FloatArray, initial_balance: float) -> tuple[float, float]:
    """The largest fall from the running peak, in money and as a fraction of that peak.

    The initial balance is the first peak.
    """
    peak = initial_balance
    deepest = 0.0
    share = 0.0
    whole = equity.size - equity.size % STRIDE
    for start in range(0, whole, STRIDE):
        first = np.uint64(start)
        highest = lowest = equity[first]
        for k in range(LANES):
            highest = equity[first + k] if equity[first + k] > highest else highest
            lowest = equity[first + k] if equity[first + k] < lowest else lowest
        if highest <= peak:  # no new peak: the lowest row is the deepest fall
            deepest, share = _deeper(peak, lowest, deepest, share)
            continue
        for t in range(start, start + STRIDE):
            peak = equity[t] if equity[t] > peak else peak
            deepest, share = _deeper(peak, equity[t], deepest, share)
    for t in range(whole, equity.size):
        peak = equity[t] if equity[t] > peak else peak
        deepest, share = _deeper(peak, equity[t], deepest, share)
    return deepest, share


@compiled
def measure(
    equity: FloatArray,
    trades: TradeArray,
    count: int,
    initial_balance: float,
    periods_per_year: float,
) -> Metrics:
    """All metrics of a run from its equity and its first `count` trades."""
    wins = 0
    losses = 0
    gained = 0.0
    lost = 0.0
    fees = 0.0
    for k in range(count):
        pnl = trades[k].pnl
        fees += trades[k].fees
        wins += pnl > 0.0
        losses += pnl < 0.0
        gained += pnl if pnl > 0.0 else 0.0
        lost -= pnl if pnl < 0.0 else 0.0
    pnl = equity[equity.size - 1] - initial_balance
    fall, fall_share = max_drawdown(equity, initial_balance)
    return Metrics(
        pnl,
        pnl / initial_balance * 100.0,
        count,
        wins,
        losses,
        wins / count if count else math.nan,
        gained / wins if wins else math.nan,
        lost / losses if losses else math.nan,
        gained / lost if losses else math.nan,
        fall,
        fall_share * 100.0,
        sharpe_ratio(equity, initial_balance, periods_per_year),
        fees,
    )
