"""One recorded decision made again: text and JSON document."""

from bot.reports.decision.document import as_document
from bot.reports.decision.text import as_text

__all__ = ["as_document", "as_text"]
