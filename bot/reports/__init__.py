"""Values as text, HTML and JSON documents, with every number and time formatted in one place."""

from bot.reports.text_columns import UNDEFINED, money_digits, wrapped

__all__ = [
    "UNDEFINED",
    "money_digits",
    "wrapped",
]
