"""A run's returns where each candle that touched stop and target is read in its favour."""

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting.adapting import Adaptive, ExitLevels, exit_levels
from bot.backtesting.spans import SpanRun
from bot.candles import CandleArrays
from bot.domain import StrategyConfig
from bot.rules import STOP_LOSS, terms_of


def kind_returns(
    returns: FloatArray,
    run: SpanRun,
    candles: CandleArrays,
    config: StrategyConfig,
    initial_balance: float,
    adaptive: Adaptive | None = None,
) -> FloatArray:
    """The returns of a run, shape (n,), as if inside a candle the target were always met first.

    A candle does not say whether its high or its low came first, and the fills take the stop. The
    truth lies between that and this. `returns` and `run` are over `candles`, all of them by
    `config`, whose `adaptive` terms are over them too. Exact without another simulation: the trade
    ends inside the same candle either way, and every later quantity is a share of the balance, so
    that only that candle's return differs. Kelly's later shares would differ as well; not these.
    """
    before = np.concatenate([[initial_balance], run.equity[:-1]])
    prices, terms = (candles.high, candles.low), terms_of(config)
    gains = _gains(run, candles, config, exit_levels(run.trades, *prices, terms, adaptive))
    shares = np.divide(gains, before, out=np.zeros_like(gains), where=before > 0.0)
    kind: FloatArray = returns + shares
    return kind


def _gains(
    run: SpanRun, candles: CandleArrays, config: StrategyConfig, levels: ExitLevels
) -> FloatArray:
    """What each candle would have earned more, in quote currency."""
    trades = run.trades
    row, sign, (stop, target) = trades["exit_row"], trades["direction"], levels
    is_gap = (trades["entry_row"] < row) & (sign * (candles.open[row] - stop) <= 0.0)
    is_reached = np.where(sign > 0, candles.high[row] >= target, candles.low[row] <= target)
    doubtful = (trades["reason"] == STOP_LOSS) & ~is_gap & is_reached
    further = target - trades["exit_price"]  # the target is a resting limit: it does not slip
    gain = trades["quantity"] * (sign - config.fee_pct) * further
    gains = np.zeros(len(run.equity))
    gains[row[doubtful]] = gain[doubtful]
    return gains
