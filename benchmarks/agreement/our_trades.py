"""Our own Backtester."""

from dataclasses import replace

import numpy as np

from benchmarks.agreement.series import Series
from benchmarks.agreement.trades import RoundTrip
from benchmarks.workload import TECHNICAL_RULE
from bot.backtesting import Backtester, BacktestResult
from bot.domain import ExitReason, StrategyConfig


def our_result(series: Series, config: StrategyConfig) -> BacktestResult:
    """One run with the technical rule alone."""
    config = replace(config, timeframe=series.timeframe)
    return Backtester(config, TECHNICAL_RULE).run(series.candles)


def our_trades(result: BacktestResult, *, closed_only: bool = False) -> list[RoundTrip]:
    """Every trade; `closed_only` leaves out the one that the end of the candles closed."""
    records = result.trade_records
    if closed_only:
        records = records[records["reason"] != ExitReason.END_OF_DATA.code]
    return [
        RoundTrip(
            entry_row=int(record["entry_row"]),
            exit_row=int(record["exit_row"]),
            direction=int(record["direction"]),
            entry_price=float(record["entry_price"]),
            exit_price=float(record["exit_price"]),
            unit_pnl=float(record["pnl"] / record["quantity"]),
            quantity=float(record["quantity"]),
        )
        for record in records
    ]


def directions(result: BacktestResult) -> np.ndarray:
    """The decision at each close."""
    return result.decisions.action
