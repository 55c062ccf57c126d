"""Values as text, HTML and JSON documents, with every number and time formatted in one place."""

from bot.reports.formats import money_digits

__all__ = ["money_digits"]
