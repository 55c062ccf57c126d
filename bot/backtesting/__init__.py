"""Backtests on the compiled kernel: fills, metrics and results."""

from bot.backtesting.adapting import Adaptive, adaptive_over
from bot.backtesting.backtester import Backtester
from bot.backtesting.conditions import LEAST_CANDLES, Conditions
from bot.backtesting.courses import TradeCourse, trade_course
from bot.backtesting.directions import Directions, directions_of, withheld_rows
from bot.backtesting.drawdown import max_drawdown
from bot.backtesting.inside import Detail, DetailEffect, detail_of
from bot.backtesting.kernel import simulate
from bot.backtesting.kind_reading import kind_returns
from bot.backtesting.metrics import LOST_ALL_PCT, Metrics, measure, metrics_document
from bot.backtesting.provenance import CandleProvenance, candle_provenance
from bot.backtesting.result import BacktestResult
from bot.backtesting.simulation import equity_of, room_for, simulated
from bot.backtesting.spans import SpanRun, span_metrics, span_run, traded_run, with_lead
from bot.backtesting.told_of_runs import run_notes
from bot.backtesting.trading_hours import other_hours_notes

__all__ = [
    "LEAST_CANDLES",
    "LOST_ALL_PCT",
    "Adaptive",
    "BacktestResult",
    "Backtester",
    "CandleProvenance",
    "Conditions",
    "Detail",
    "DetailEffect",
    "Directions",
    "Metrics",
    "SpanRun",
    "TradeCourse",
    "adaptive_over",
    "candle_provenance",
    "detail_of",
    "directions_of",
    "equity_of",
    "kind_returns",
    "max_drawdown",
    "measure",
    "metrics_document",
    "other_hours_notes",
    "room_for",
    "run_notes",
    "simulate",
    "simulated",
    "span_metrics",
    "span_run",
    "trade_course",
    "traded_run",
    "with_lead",
    "withheld_rows",
]
