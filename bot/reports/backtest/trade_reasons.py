"""Why each trade was entered and left, in words; made only when somebody wants to read them."""

import numpy as np

from bot.backtesting import BacktestResult
from bot.domain import ExitReason
from bot.reports.backtest.details import TradeDetails
from bot.reports.formats import price

_STOP_LOSS, _SIGNAL, _END_OF_DATA = (
    reason.code for reason in (ExitReason.STOP_LOSS, ExitReason.SIGNAL, ExitReason.END_OF_DATA)
)


def entry_reasons(result: BacktestResult) -> list[str]:
    """The reason of the decision that each entry acted on: that of the candle before it."""
    decided = result.warm_up + result.trade_records["entry_row"] - 1
    return result.history.reasons_at(decided)


def exit_reasons(result: BacktestResult, details: TradeDetails) -> list[str]:
    """What closed each trade, with the prices that show it."""
    records, candles = result.trade_records, result.decisions.candles
    rows, stopped = records["exit_row"], records["reason"] == _STOP_LOSS
    falls = (records["direction"] > 0) == stopped
    columns = (
        records["reason"],
        details.exit_at_open,
        falls,
        np.where(stopped, details.last_stop_price, details.target_price),
        candles.open[rows],
        np.where(falls, candles.low[rows], candles.high[rows]),
        np.zeros(len(rows), bool)
        if result.detail_effect is None
        else result.detail_effect.exits.filled_beyond,
    )
    decided = result.warm_up + rows[records["reason"] == _SIGNAL] - 1
    opposite = iter(result.history.reasons_at(decided))
    fields = zip(*(column.tolist() for column in columns), strict=True)
    return [
        f"opposite decision: {next(opposite)}" if values[0] == _SIGNAL else _exit_reason(*values)
        for values in fields
    ]


def _exit_reason(
    code: int,
    at_open: bool,
    falls: bool,
    level: float,
    opened: float,
    reached: float,
    filled_beyond: bool,
) -> str:
    if code == _END_OF_DATA:
        return "the candles end here: closed at the last close"
    order = f"the {'stop' if code == _STOP_LOSS else 'target'} at {price(level)}"
    if at_open:
        return f"opened at {price(opened)}, beyond {order}: filled at the open"
    finer = ", filled beyond it at the open of a finer candle" if filled_beyond else ""
    return f"{'low' if falls else 'high'} {price(reached)} touched {order}{finer}"
