"""What each trade's record leaves unsaid: its orders, its costs, its size, how long it held."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.backtesting import BacktestResult
from bot.domain import ExitReason

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeDetails:
    """One row per trade, in order; money in quote currency, names in _pct in percent.

    `last_stop_price` is where the stop lay in the last candle. `exit_at_open`: the exit filled at
    the open of its candle. `position_pct` is the entry notional in percent of the balance before
    the entry. `candles_held` counts the candles of the entry and of the exit too.
    """

    last_stop_price: FloatArray
    target_price: FloatArray
    exit_at_open: BoolArray
    entry_fee: FloatArray
    exit_fee: FloatArray
    entry_slippage: FloatArray
    exit_slippage: FloatArray
    position_pct: FloatArray
    candles_held: IntArray

    @property
    def slippage(self) -> FloatArray:
        """What both fills of a trade lost to slippage."""
        return self.entry_slippage + self.exit_slippage


def trade_details(result: BacktestResult) -> TradeDetails:
    """Computed from the fills.

    Entry slippage is quantity x |fill - open of the entry candle|; exit slippage is quantity x
    |fill - fill / (1 - direction x slippage_pct)|, the price before slippage, and 0 at a target,
    which is a resting limit order.
    """
    records, config = result.trade_records, result.config
    candles = result.decisions.candles
    side, quantity = records["direction"], records["quantity"]
    entry, leaving = records["entry_price"], records["exit_price"]
    stop, target = result.course.last_stop_price, result.course.target_price
    limit = records["reason"] == ExitReason.TAKE_PROFIT.code
    reference = np.where(limit, leaving, leaving / (1.0 - side * config.slippage_pct))
    balance = result.initial_balance + np.cumsum(records["pnl"]) - records["pnl"]
    return TradeDetails(
        last_stop_price=stop,
        target_price=target,
        exit_at_open=_exits_at_open(records, candles.open, stop, target),
        entry_fee=quantity * entry * config.fee_pct,
        exit_fee=quantity * leaving * config.fee_pct,
        entry_slippage=quantity * np.abs(entry - candles.open[records["entry_row"]]),
        exit_slippage=quantity * np.abs(leaving - reference),
        position_pct=quantity * entry / balance * 100.0,
        candles_held=records["exit_row"] - records["entry_row"] + 1,
    )


def _exits_at_open(
    records: NDArray[Any], opens: FloatArray, stop: FloatArray, target: FloatArray
) -> BoolArray:
    """Where an exit filled at its candle's open: an opposite decision, or an order gapped through.

    The entry candle's own open cannot: the orders rest only from then on.
    """
    side, code, opened = records["direction"], records["reason"], opens[records["exit_row"]]
    later = records["exit_row"] > records["entry_row"]
    through_stop = (code == ExitReason.STOP_LOSS.code) & (side * (opened - stop) <= 0.0)
    through_target = (code == ExitReason.TAKE_PROFIT.code) & (side * (opened - target) >= 0.0)
    gapped = later & (through_stop | through_target)
    at_open: BoolArray = (code == ExitReason.SIGNAL.code) | gapped
    return at_open
