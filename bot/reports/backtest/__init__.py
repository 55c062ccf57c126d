"""A backtest, and how far it can be believed, as text and as JSON documents."""

from bot.reports.backtest.checks import RobustnessChecks, checks_document, checks_text
from bot.reports.backtest.details import TradeDetails, trade_details
from bot.reports.backtest.document import full_document
from bot.reports.backtest.inside_text import detail_sentences
from bot.reports.backtest.market_presence import held_pct
from bot.reports.backtest.text import text_report

__all__ = [
    "RobustnessChecks",
    "TradeDetails",
    "checks_document",
    "checks_text",
    "detail_sentences",
    "full_document",
    "held_pct",
    "text_report",
    "trade_details",
]
