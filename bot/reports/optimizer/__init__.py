"""A run of the optimizer, and what came of it, as text and as JSON documents."""

from bot.reports.optimizer.afterwards import afterwards_text
from bot.reports.optimizer.allocation import allocation_document
from bot.reports.optimizer.run import run_document, run_text

__all__ = [
    "afterwards_text",
    "allocation_document",
    "run_document",
    "run_text",
]
