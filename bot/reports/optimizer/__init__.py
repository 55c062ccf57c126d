"""A search, and what came of it, as text."""

from bot.reports.optimizer.allocation_text import allocation_document, allocation_text
from bot.reports.optimizer.front_text import front_lines

__all__ = [
    "allocation_document",
    "allocation_text",
    "front_lines",
]
