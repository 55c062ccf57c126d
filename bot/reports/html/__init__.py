"""What every HTML page is made of."""

from bot.reports.html.markup import UNDEFINED, section, sentences, text
from bot.reports.html.shell import whole_page

__all__ = [
    "UNDEFINED",
    "section",
    "sentences",
    "text",
    "whole_page",
]
