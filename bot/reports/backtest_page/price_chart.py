"""Price with the strategy's lines and the trades: entries, exits, stops and targets.

EMA/RSI's lines are its EMAs, with RSI below; another strategy's are its values, those that are
prices over the candles and the others below.

The page gets every candle (up to DETAIL_BARS) and trade (up to CHART_TRADES), and draws as many as
a screen can show of the part that is looked at, none of its extremes lost.
"""

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray, decimated_rows
from bot.backtesting import BacktestResult
from bot.reports.backtest import TradeDetails
from bot.reports.formats import whole
from bot.reports.html import rounded, times

Json = dict[str, Any]

DETAIL_BARS = 45_000
_STYLES = (("$fast", "solid"), ("$slow", "solid"), ("$fast", "dash"), ("$slow", "dash"))
CHART_TRADES = 10_000


def price_chart(result: BacktestResult, details: TradeDetails) -> Json:
    """The chart with its columns: `bars` (a row per bar) and `trades` (a row per trade)."""
    bars, last = _bars(result)
    return {
        "id": "chart-price",
        "bars": bars,
        "trades": _trades(result, details),
        "lines": _drawn(lines_on_price(result), last, 5),
        "below": _drawn(lines_below(result), last, 3),
        "data": [],
        "multiplies": True,
        "layout": {"yaxis": {"title": {"text": "Price"}}},
    }


def lines_on_price(result: BacktestResult) -> dict[str, FloatArray]:
    """The strategy's numbers that are prices, by their name in the legend."""
    config, rows, strategy = result.config, result.decisions.rows, result.decisions.strategy
    if strategy is None:
        averages = {f"EMA {config.ema_fast}": rows.ema_fast}
        return averages | {f"EMA {config.ema_slow}": rows.ema_slow}
    return {name: row for name, row in _values(result).items() if name in strategy.price_values}


def lines_below(result: BacktestResult) -> dict[str, FloatArray]:
    """The strategy's other numbers: RSI under EMA/RSI."""
    strategy = result.decisions.strategy
    if strategy is None:
        return {f"RSI {result.config.rsi_period}": result.decisions.rows.rsi}
    on_price = strategy.price_values
    return {name: row for name, row in _values(result).items() if name not in on_price}


def _values(result: BacktestResult) -> Mapping[str, FloatArray]:
    opinions = result.decisions.opinions
    return {} if opinions is None else opinions.values


def _drawn(lines: Mapping[str, FloatArray], last: NDArray[np.intp], digits: int) -> list[Json]:
    """Each line with its columns; styles repeat where there are more lines than styles."""
    styles = itertools.cycle(_STYLES)
    return [
        {"name": name, "color": color, "dash": dash, "y": rounded(row[last], digits)}
        for (name, row), (color, dash) in zip(lines.items(), styles, strict=False)
    ]


def candles_per_bar(candles: int) -> int:
    """How many candles a bar of the page stands for, at its finest."""
    return -(-candles // DETAIL_BARS)


def left_out(result: BacktestResult) -> list[str]:
    """What even the finest view does not show, in words."""
    per_bar, trades = candles_per_bar(len(result.equity)), len(result.trade_records)
    sentences = []
    if per_bar > 1:
        sentences.append(f"Zoomed in fully, a bar still stands for {per_bar} candles.")
    if trades > CHART_TRADES:
        sentences.append(
            f"The chart holds {whole(CHART_TRADES)} of {whole(trades)} trades, the best and the"
            " worst of every stretch; the table has them all."
        )
    return sentences


def _bars(result: BacktestResult) -> tuple[Json, NDArray[np.intp]]:
    """The bars' columns, and the last candle of each."""
    candles = result.decisions.candles
    per_bar = candles_per_bar(len(candles))
    first = np.arange(0, len(candles), per_bar)
    last = np.minimum(first + per_bar, len(candles)) - 1
    bars = {
        "x": times(candles.open_time[first]),
        "open": rounded(candles.open[first]),
        "high": rounded(np.maximum.reduceat(candles.high, first)),
        "low": rounded(np.minimum.reduceat(candles.low, first)),
        "close": rounded(candles.close[last]),
    }
    return bars, last


def _trades(result: BacktestResult, details: TradeDetails) -> Json:
    kept = decimated_rows(result.trade_records["pnl"], CHART_TRADES)
    records, candles = result.trade_records[kept], result.decisions.candles
    return {
        "entered": times(candles.open_time[records["entry_row"]]),
        "left": times(candles.open_time[records["exit_row"]]),
        "ended": times(candles.close_time[records["exit_row"]]),
        "entry": rounded(records["entry_price"]),
        "exit": rounded(records["exit_price"]),
        "stop": rounded(details.last_stop_price[kept]),
        "target": rounded(details.target_price[kept]),
        "side": records["direction"].tolist(),
        "pnl": rounded(records["pnl"], 3),
    }
