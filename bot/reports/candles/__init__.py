"""The candles that are kept, as text and as a JSON document."""

from bot.reports.candles.kept import kept_document, kept_text

__all__ = ["kept_document", "kept_text"]
