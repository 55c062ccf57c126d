"""What every HTML page is made of."""

from bot.reports.html.compressed import packed
from bot.reports.html.markup import number, pairs_table, percent, section, sentences, text, tone
from bot.reports.html.series import SERIES_POINTS, line, rounded, times
from bot.reports.html.shell import whole_page

__all__ = [
    "SERIES_POINTS",
    "line",
    "number",
    "packed",
    "pairs_table",
    "percent",
    "rounded",
    "section",
    "sentences",
    "text",
    "times",
    "tone",
    "whole_page",
]
