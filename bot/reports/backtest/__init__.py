"""A backtest as text and as a JSON document."""

from bot.reports.backtest.document import full_document
from bot.reports.backtest.robustness_text import costs_lines, monte_carlo_lines, stress_lines
from bot.reports.backtest.text import text_report
from bot.reports.backtest.walk_forward_text import walk_forward_lines

__all__ = [
    "costs_lines",
    "full_document",
    "monte_carlo_lines",
    "stress_lines",
    "text_report",
    "walk_forward_lines",
]
