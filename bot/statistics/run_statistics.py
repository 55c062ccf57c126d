"""Every statistic of one backtest."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.rules import TradeArray
from bot.statistics.activity import ActivityStatistics, activity_statistics
from bot.statistics.benchmark import (
    BenchmarkStatistics,
    alpha,
    beta,
    information_ratio,
)
from bot.statistics.drawdown import (
    DrawdownStatistics,
    drawdown_statistics,
    largest_drawdown,
)
from bot.statistics.moments import Moments, moments_of, pair_of
from bot.statistics.returns import (
    ReturnStatistics,
    annual_return,
    return_statistics,
    returns_of,
    sharpe_ratio,
    total_return,
)
from bot.statistics.tail_risk import TailRiskStatistics, tail_risk_statistics
from bot.statistics.track_record import (
    TrackRecordStatistics,
    track_record_statistics,
    trade_returns,
)
from bot.statistics.trades import (
    HoldingStatistics,
    TradeStatistics,
    holding_statistics,
    trade_statistics,
)
from bot.statistics.undefined import none_if_undefined, scaled


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The groups; each number's formula and source stand at the function that computes it.

    Money in quote currency, names ending in _pct in percent, None where undefined.
    """

    returns: ReturnStatistics
    drawdown: DrawdownStatistics
    tail_risk: TailRiskStatistics
    trades: TradeStatistics
    holding: HoldingStatistics
    activity: ActivityStatistics
    benchmark: BenchmarkStatistics
    track_record: TrackRecordStatistics


def statistics_of(
    *,
    equity: FloatArray,
    initial_balance: float,
    trades: TradeArray,
    candles: CandleArrays,
    slippage_pct: float,
    periods_per_year: float,
) -> Statistics:
    """Every statistic of a run: `equity` marked at the close of each of `candles`, its trades.

    `slippage_pct` is the fraction that worsened its fills.
    """
    initial, periods = initial_balance, periods_per_year
    returns, fall = returns_of(equity, initial), largest_drawdown(equity, initial)
    if not fall.share < 1.0:  # at the last close as well: nothing can be earned on nothing
        returns[-1] = np.nan
    moments = moments_of(returns)
    return Statistics(
        returns=return_statistics(moments, equity, initial, fall.share, periods),
        drawdown=drawdown_statistics(fall, candles),
        tail_risk=tail_risk_statistics(returns),
        trades=trade_statistics(trades["pnl"]),
        holding=holding_statistics(trades, candles.open_time),
        activity=activity_statistics(trades, equity, initial, slippage_pct, periods),
        benchmark=_benchmark(returns, moments, candles, periods),
        track_record=track_record_statistics(
            moments, trade_returns(trades["pnl"], initial), periods
        ),
    )


def _benchmark(
    returns: FloatArray, moments: Moments, candles: CandleArrays, periods: float
) -> BenchmarkStatistics:
    first = float(candles.open[0])
    holding = returns_of(candles.close, first)
    held = moments_of(holding)
    both = pair_of(returns, holding, moments.mean, held.mean)
    slope = beta(both, held)
    return BenchmarkStatistics(
        buy_and_hold_pct=none_if_undefined(total_return(candles.close, first) * 100.0),
        buy_and_hold_annual_pct=scaled(annual_return(candles.close, first, periods), 100.0),
        buy_and_hold_max_drawdown_pct=largest_drawdown(candles.close, first).share * 100.0,
        buy_and_hold_sharpe_ratio=sharpe_ratio(held, periods),
        information_ratio=information_ratio(both, periods),
        alpha_pct=scaled(alpha(slope, moments, held, periods), 100.0),
        beta=slope,
    )
