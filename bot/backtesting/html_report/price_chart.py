"""Price with both EMAs and the trades: entries, exits, stops and targets; and RSI below it.

The page gets every candle (up to DETAIL_BARS) and trade (up to CHART_TRADES), and draws as many as
a screen can show of the part that is looked at, none of its extremes lost.
"""

import math
from typing import Any

import numpy as np

from bot.backtesting.html_report.series import times
from bot.backtesting.result import BacktestResult
from bot.backtesting.trade_details import TradeDetails
from bot.rules.candle_arrays import FloatArray
from bot.rules.decimation import decimated_rows

Json = dict[str, Any]

DETAIL_BARS = 45_000
CHART_TRADES = 10_000


def price_chart(result: BacktestResult, details: TradeDetails) -> Json:
    """The chart with its columns: `bars` (a row per bar) and `trades` (a row per trade)."""
    config = result.config
    return {
        "id": "chart-price",
        "bars": _bars(result),
        "trades": _trades(result, details),
        "names": [f"EMA {config.ema_fast}", f"EMA {config.ema_slow}"],
        "data": [],
        "layout": {"yaxis": {"title": {"text": "Price"}}},
    }


def candles_per_bar(candles: int) -> int:
    """How many candles a bar of the page stands for, at its finest."""
    return -(-candles // DETAIL_BARS)


def left_out(result: BacktestResult) -> list[str]:
    """What even the finest view does not show, in words."""
    per_bar, trades = candles_per_bar(len(result.equity)), len(result.trade_records)
    told = []
    if per_bar > 1:
        told.append(f"Zoomed in fully, a bar still stands for {per_bar} candles.")
    if trades > CHART_TRADES:
        told.append(
            f"The chart holds {CHART_TRADES:,} of {trades:,} trades, the best and the worst of"
            " every stretch; the table has them all."
        )
    return told


def _bars(result: BacktestResult) -> Json:
    candles, rows = result.decisions.candles, result.decisions.rows
    per_bar = candles_per_bar(len(candles))
    first = np.arange(0, len(candles), per_bar)
    last = np.minimum(first + per_bar, len(candles)) - 1
    return {
        "x": times(candles.open_time[first]),
        "open": rounded(candles.open[first]),
        "high": rounded(np.maximum.reduceat(candles.high, first)),
        "low": rounded(np.minimum.reduceat(candles.low, first)),
        "close": rounded(candles.close[last]),
        "fast": rounded(rows.ema_fast[last], 5),
        "slow": rounded(rows.ema_slow[last], 5),
        "rsi": rounded(rows.rsi[last], 3),
    }


def _trades(result: BacktestResult, details: TradeDetails) -> Json:
    kept = decimated_rows(result.trade_records["pnl"], CHART_TRADES)
    records, candles = result.trade_records[kept], result.decisions.candles
    return {
        "entered": times(candles.open_time[records["entry_row"]]),
        "left": times(candles.open_time[records["exit_row"]]),
        "ended": times(candles.close_time[records["exit_row"]]),
        "entry": rounded(records["entry_price"]),
        "exit": rounded(records["exit_price"]),
        "stop": rounded(details.stop_price[kept]),
        "target": rounded(details.target_price[kept]),
        "side": records["direction"].tolist(),
        "pnl": rounded(records["pnl"], 6),
    }


def rounded(values: FloatArray, digits: int = 6) -> list[float | None]:
    """As many decimals as give the largest value these significant digits: enough for a picture.

    None where a value is not finite.
    """
    known = np.isfinite(values)
    largest = float(np.abs(values[known]).max(initial=0.0))
    decimals = digits - (math.floor(math.log10(largest)) + 1 if largest > 0.0 else 0)
    found: list[float | None] = np.round(values, decimals).tolist()
    for row in np.flatnonzero(~known).tolist():
        found[row] = None
    return found
