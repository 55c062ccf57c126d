"""A backtest's result as one HTML file that asks nobody for anything."""

from bot.reports.backtest_page.page import html_report
from bot.reports.backtest_page.summary import config_tables, data_table

__all__ = [
    "config_tables",
    "data_table",
    "html_report",
]
