"""A bot held against a backtest: text, page and JSON document."""

from bot.reports.parity.document import as_document
from bot.reports.parity.page import as_page
from bot.reports.parity.text import as_text

__all__ = ["as_document", "as_page", "as_text"]
