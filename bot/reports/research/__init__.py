"""A grid of configs on two spans of candles as text, JSON document, CSV table and heat map."""

from bot.reports.research.document import research_document
from bot.reports.research.map_page import heat_map_page
from bot.reports.research.run import ResearchRun
from bot.reports.research.table import research_table
from bot.reports.research.text import research_text

__all__ = [
    "ResearchRun",
    "heat_map_page",
    "research_document",
    "research_table",
    "research_text",
]
