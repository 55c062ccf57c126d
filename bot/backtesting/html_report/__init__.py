"""A backtest's result as one HTML file that asks nobody for anything."""

from bot.backtesting.html_report.page import html_report

__all__ = ["html_report"]
