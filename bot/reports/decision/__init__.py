"""One recorded decision made again: text and JSON document."""

from bot.reports.decision.text import as_document, as_text

__all__ = ["as_document", "as_text"]
