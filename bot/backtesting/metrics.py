"""What a simulation is judged by, computed the same way for one backtest and for every trial."""

import math
from typing import NamedTuple

import numpy as np

from bot.arrays import FloatArray
from bot.compiled import LANES, compiled, highest_row, lowest_row
from bot.rules import TradeArray
from bot.statistics import none_if_undefined

_SUMS = np.uint64(64)
_ONE = np.uint64(1)


LOST_ALL_PCT = 100.0
"""With a max_drawdown_pct from here on nothing was left at a close."""


class Metrics(NamedTuple):
    """Numbers of one run; NaN where undefined (no losing trade, no variance, all lost at a close).

    Money in quote currency. `win_rate` is a fraction, names ending in _pct are in percent.
    `max_drawdown` and `max_drawdown_pct` are the largest falls from the running peak, each by its
    own measure. The ratios are annualized.
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
    sortino_ratio: float
    calmar_ratio: float


def metrics_document(metrics: Metrics) -> dict[str, float | None]:
    """Metrics by name, ready for JSON: counts stay whole, an undefined number is None."""
    values = metrics._asdict().items()
    return {
        name: value if isinstance(value, int) else none_if_undefined(value)
        for name, value in values
    }


class ChangeSums(NamedTuple):
    """Sums over a curve's relative changes: of them, of their squares, of the losses' squares."""

    changes: float
    squares: float
    losses: float


@compiled
def _change_sums(equity: FloatArray, first: float) -> ChangeSums:
    """Over the relative changes; `first` is that of the first row.

    Added in 64 fixed lanes, so that the machine does several at once; the order is the same on
    every machine, and so are the bits.
    """
    sums, squares, losses = np.zeros(_SUMS), np.zeros(_SUMS), np.zeros(_SUMS)
    sums[0], squares[0], losses[0] = first, first * first, min(first, 0.0) * first
    changes = np.uint64(max(equity.size, 1) - 1)
    whole = changes - changes % _SUMS
    for start in range(np.uint64(0), whole, _SUMS):
        for k in range(_SUMS):
            change = equity[start + k + _ONE] / equity[start + k] - 1.0
            sums[k] += change
            squares[k] += change * change
            losses[k] += (change if change < 0.0 else 0.0) * change
    for k in range(changes - whole):
        change = equity[whole + k + _ONE] / equity[whole + k] - 1.0
        sums[k] += change
        squares[k] += change * change
        losses[k] += (change if change < 0.0 else 0.0) * change
    total = total_squares = total_losses = 0.0
    for k in range(_SUMS):
        total += sums[k]
        total_squares += squares[k]
        total_losses += losses[k]
    return ChangeSums(total, total_squares, total_losses)


@compiled
def _sharpe(sums: ChangeSums, rows: int, periods_per_year: float) -> float:
    """mean / standard deviation (n - 1) x sqrt(periods a year) of equity_t / equity_(t-1) - 1.

    The initial balance comes before the first candle; no risk-free rate (Sharpe 1994, eq. 3-6).
    NaN with fewer than two candles or no variance.
    """
    if rows < 2:
        return math.nan
    mean = sums.changes / rows
    variance = (sums.squares - sums.changes * mean) / (rows - 1)
    if not variance > 1e-12 * sums.squares / rows:  # below that it is rounding, not variance
        return math.nan
    return mean / math.sqrt(variance) * math.sqrt(periods_per_year)


@compiled
def _sortino(sums: ChangeSums, rows: int, periods_per_year: float) -> float:
    """mean / sqrt(sum of min(r, 0)^2 / n) x sqrt(periods a year), r as in _sharpe.

    The downside is averaged over all n returns (Sortino and Price 1994); NaN where none is
    negative.
    """
    if not sums.losses > 0.0:
        return math.nan
    return sums.changes / rows / math.sqrt(sums.losses / rows) * math.sqrt(periods_per_year)


@compiled
def _calmar(growth: float, rows: int, drawdown_share: float, periods_per_year: float) -> float:
    """Annual return / largest drawdown, both fractions (Young 1991), over all `rows` candles.

    `growth` is the last equity / the initial balance. NaN without a drawdown, where nothing is
    left, and where a few candles extrapolate beyond every number.
    """
    if not (growth > 0.0 and drawdown_share > 0.0):
        return math.nan
    exponent = math.log(growth) * periods_per_year / rows
    return math.expm1(exponent) / drawdown_share if exponent < 700.0 else math.nan


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
    size = np.uint64(equity.size)
    whole = size - size % LANES
    for first in range(np.uint64(0), whole, LANES):
        if highest_row(equity, first) <= peak:  # no new peak: the lowest row is the deepest fall
            deepest, share = _deeper(peak, lowest_row(equity, first), deepest, share)
            continue
        for t in range(first, first + LANES):
            peak = equity[t] if equity[t] > peak else peak
            deepest, share = _deeper(peak, equity[t], deepest, share)
    for t in range(whole, size):
        peak = equity[t] if equity[t] > peak else peak
        deepest, share = _deeper(peak, equity[t], deepest, share)
    return deepest, share


@compiled
def measure(
    curve: FloatArray,
    candles: int,
    trades: TradeArray,
    initial_balance: float,
    periods_per_year: float,
) -> Metrics:
    """All metrics of a run over so many candles from its equity and its trades.

    `curve` is the equity in the order of the candles. It may leave out candles on which that stayed
    what it was, as the curve of `simulate` does: they add to no sum and to no fall. Runs that are
    to have equal metrics to the last bit must leave out the same.
    """
    wins = 0
    losses = 0
    gained = 0.0
    lost = 0.0
    fees = 0.0
    for trade in trades:
        pnl = trade.pnl
        fees += trade.fees
        wins += pnl > 0.0
        losses += pnl < 0.0
        gained += pnl if pnl > 0.0 else 0.0
        lost -= pnl if pnl < 0.0 else 0.0
    count = trades.size
    first = curve[0] if curve.size else initial_balance
    last = curve[curve.size - 1] if curve.size else initial_balance
    pnl = last - initial_balance
    sums = _change_sums(curve, first / initial_balance - 1.0)
    fall, fall_share = max_drawdown(curve, initial_balance)
    solvent = fall_share < 1.0  # nothing can be earned on nothing
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
        _sharpe(sums, candles, periods_per_year) if solvent else math.nan,
        fees,
        _sortino(sums, candles, periods_per_year) if solvent else math.nan,
        _calmar(last / initial_balance, candles, fall_share, periods_per_year),
    )
