"""The check of a strategy as text and as a JSON document."""

from bot.reports.strategy_check.document import as_document
from bot.reports.strategy_check.text import as_text

__all__ = [
    "as_document",
    "as_text",
]
