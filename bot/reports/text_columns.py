"""Kept until the last reader of its names has moved."""

from bot.reports.formats import UNDEFINED, day, percent, ratio
from bot.reports.formats import number as money
from bot.reports.text_layout import columns, wrapped

__all__ = ["UNDEFINED", "columns", "day", "money", "percent", "ratio", "wrapped"]
