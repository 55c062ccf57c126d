"""What a simulation is judged by, computed the same way for one backtest and for every trial."""

import math
from typing import NamedTuple

from bot.arrays import FloatArray
from bot.backtesting.compiled_ratios import (
    annualized_sharpe,
    annualized_sortino,
    calmar_of,
    change_sums,
)
from bot.backtesting.drawdown import max_drawdown
from bot.compiled import compiled
from bot.rules import TradeArray
from bot.statistics import none_if_undefined

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
    sums = change_sums(curve, first / initial_balance - 1.0)
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
        annualized_sharpe(sums, candles, periods_per_year) if solvent else math.nan,
        fees,
        annualized_sortino(sums, candles, periods_per_year) if solvent else math.nan,
        calmar_of(last / initial_balance, candles, fall_share, periods_per_year),
    )
