"""The report's charts as what Plotly.newPlot takes; colours are names of the palette after a $."""

from typing import Any

import numpy as np

from bot.arrays import FloatArray, decimated_rows
from bot.backtesting import BacktestResult
from bot.reports.backtest import TradeDetails, held_pct
from bot.reports.backtest_page.price_chart import lines_below, price_chart
from bot.reports.html import SERIES_POINTS, line, rounded, times

Json = dict[str, Any]

BELOW = "chart-rsi"
_BINS = 40


def charts(result: BacktestResult, details: TradeDetails) -> list[Json]:
    """Every chart of the page: its element's id, traces and layout.

    Where `multiplies` is set, what doubles may be drawn as high as what doubled before: the page
    has a button for a logarithmic axis.
    """
    return [
        price_chart(result, details),
        _equity_chart(result),
        _underwater_chart(result),
        *_chart_below(result),
        _held_chart(result, details),
        _distribution_chart(result),
    ]


def _equity_chart(result: BacktestResult) -> Json:
    candles = result.decisions.candles
    held = result.initial_balance * candles.close / candles.open[0]
    return {
        "id": "chart-equity",
        "data": [
            _of_rows(result, result.equity, "Strategy", "$up"),
            _of_rows(result, held, "Buy and hold", "$down", dash="dot"),
        ],
        "multiplies": True,
        "layout": {"yaxis": {"title": {"text": "Equity"}}},
    }


def underwater_pct(result: BacktestResult) -> FloatArray:
    """Equity's fall from its running peak (the initial balance included) in percent, <= 0."""
    peak = np.maximum(np.maximum.accumulate(result.equity), result.initial_balance)
    fall: FloatArray = (result.equity / peak - 1.0) * 100.0
    return fall


def _underwater_chart(result: BacktestResult) -> Json:
    trace = _of_rows(result, underwater_pct(result), "Drawdown", "$down")
    return {
        "id": "chart-underwater",
        "data": [{**trace, "fill": "tozeroy"}],
        "layout": {"yaxis": {"title": {"text": "From peak, %"}}, "showlegend": False},
    }


def _chart_below(result: BacktestResult) -> list[Json]:
    """Axis and bounds only: the page draws the lines from the price chart's columns."""
    if result.decisions.strategy is None:
        return [_rsi_chart(result)]
    axis = {"title": {"text": "Strategy"}}
    return [{"id": BELOW, "data": [], "layout": {"yaxis": axis}}] if lines_below(result) else []


def _rsi_chart(result: BacktestResult) -> Json:
    config = result.config
    bounds = ((config.rsi_overbought, "$down"), (config.rsi_oversold, "$up"))
    return {
        "id": BELOW,
        "data": [],
        "layout": {
            "yaxis": {"title": {"text": "RSI"}, "range": [0, 100]},
            "shapes": [_level(level, colour) for level, colour in bounds],
            "showlegend": False,
        },
    }


def _held_chart(result: BacktestResult, details: TradeDetails) -> Json:
    trace = _of_rows(result, held_pct(result, details), "Held", "$up")
    trace["line"]["shape"] = "hv"
    return {
        "id": "chart-exposure",
        "data": [trace],
        "layout": {"yaxis": {"title": {"text": "% of balance"}}, "showlegend": False},
    }


def _distribution_chart(result: BacktestResult) -> Json:
    pnl = result.trade_records["pnl"]
    counts, edges = np.histogram(pnl, bins=_bin_edges(pnl))
    middles = (edges[:-1] + edges[1:]) / 2.0
    return {
        "id": "chart-distribution",
        "data": [
            {
                "type": "bar",
                "name": "Trades",
                "x": rounded(middles),
                "y": counts.tolist(),
                "width": float(edges[1] - edges[0]) * 0.92,
                "marker": {"color": ["$up" if m > 0.0 else "$down" for m in middles]},
            }
        ],
        "layout": {
            "xaxis": {"type": "linear", "title": {"text": "P&L of a trade"}},
            "yaxis": {"title": {"text": "Trades"}},
            "showlegend": False,
        },
    }


def _bin_edges(pnl: FloatArray) -> FloatArray:
    """Equal bins of which one begins at 0, so that none holds gains and losses."""
    if not len(pnl) or pnl.min() == pnl.max() == 0.0:
        return np.array([-1.0, 0.0, 1.0])
    low, high = min(float(pnl.min()), 0.0), max(float(pnl.max()), 0.0)
    width = (high - low) / _BINS
    below, above = int(np.ceil(-low / width)), int(np.floor(high / width)) + 1
    edges = np.arange(-below, above + 1, dtype=np.float64)
    return edges * width


def _of_rows(
    result: BacktestResult, values: FloatArray, name: str, colour: str, dash: str = "solid"
) -> Json:
    """A line of at most SERIES_POINTS of one value per candle, its extremes among them."""
    finite = np.flatnonzero(np.isfinite(values))
    rows = finite[decimated_rows(values[finite], SERIES_POINTS)] if len(finite) else finite
    opened = result.decisions.candles.close_time[rows]
    return line(name, times(opened), rounded(values[rows]), colour, dash)


def _level(level: float, colour: str) -> Json:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": level,
        "y1": level,
        "line": {"color": colour, "dash": "dash", "width": 1.5},
    }
