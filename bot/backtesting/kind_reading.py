"""A run's returns where each candle that touched stop and target is read in its favour."""

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting.spans import SpanRun
from bot.candles import CandleArrays
from bot.domain import StrategyConfig
from bot.rules import STOP_LOSS


def kind_returns(
    returns: FloatArray,
    run: SpanRun,
    candles: CandleArrays,
    config: StrategyConfig,
    initial_balance: float,
) -> FloatArray:
    """The returns of a run, shape (n,), as if inside a candle the target were always met first.

    A candle does not say whether its high or its low came first, and the fills take the stop. The
    truth lies between that and this. `returns` and `run` are over `candles`, all of them by
    `config`. Exact without another simulation: the trade ends inside the same candle either way,
    and every later quantity is a share of the balance, so that only that candle's return differs.
    """
    before = np.concatenate([[initial_balance], run.equity[:-1]])
    gains = _gains(run, candles, config)
    shares = np.divide(gains, before, out=np.zeros_like(gains), where=before > 0.0)
    kind: FloatArray = returns + shares
    return kind


def _gains(run: SpanRun, candles: CandleArrays, config: StrategyConfig) -> FloatArray:
    """What each candle would have earned more, in quote currency."""
    trades = run.trades
    row, sign, entry = trades["exit_row"], trades["direction"], trades["entry_price"]
    stop = entry * (1.0 - sign * config.stop_loss_pct)
    target = entry * (1.0 + sign * config.take_profit_pct)
    is_gap = (trades["entry_row"] < row) & (sign * (candles.open[row] - stop) <= 0.0)
    is_reached = np.where(sign > 0, candles.high[row] >= target, candles.low[row] <= target)
    doubtful = (trades["reason"] == STOP_LOSS) & ~is_gap & is_reached
    further = target - trades["exit_price"]  # the target is a resting limit: it does not slip
    gain = trades["quantity"] * (sign - config.fee_pct) * further
    gains = np.zeros(len(run.equity))
    gains[row[doubtful]] = gain[doubtful]
    return gains
