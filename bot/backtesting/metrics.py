"""What a simulation is judged by, computed the same way for one backtest and for every trial."""

import math
from typing import NamedTuple

from bot.backtesting.kernel import TradeArray
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
def sharpe_ratio(equity: FloatArray, initial_balance: float, periods_per_year: float) -> float:
    """mean / standard deviation (n - 1) x sqrt(periods a year) of equity_t / equity_(t-1) - 1.

    The initial balance comes before the first candle; no risk-free rate (Sharpe 1994, eq. 3-6).
    NaN with fewer than two candles or no variance.
    """
    rows = equity.size
    total = 0.0
    squares = 0.0
    before = initial_balance
    for t in range(rows):
        change = equity[t] / before - 1.0
        before = equity[t]
        total += change
        squares += change * change
    mean = total / rows
    variance = (squares - total * mean) / (rows - 1) if rows > 1 else math.nan
    if not variance > 1e-12 * squares / rows:  # below that it is rounding, not variance
        return math.nan
    return mean / math.sqrt(variance) * math.sqrt(periods_per_year)


@compiled
def max_drawdown(equity: FloatArray, initial_balance: float) -> tuple[float, float]:
    """The largest fall from the running peak, in money and as a fraction of that peak.

    The initial balance is the first peak.
    """
    peak = initial_balance
    deepest = 0.0
    deepest_share = 0.0
    for t in range(equity.size):
        peak = max(peak, equity[t])
        fall = peak - equity[t]
        deepest = max(deepest, fall)
        if fall > deepest_share * peak:
            deepest_share = fall / peak
    return deepest, deepest_share


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
        if pnl > 0.0:
            wins += 1
            gained += pnl
        elif pnl < 0.0:
            losses += 1
            lost -= pnl
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
