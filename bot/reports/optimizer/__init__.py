"""A run of the optimizer, and what came of it, as text and as JSON documents."""

from bot.reports.optimizer.allocation import allocation_document, allocation_text
from bot.reports.optimizer.run import run_document, run_text

__all__ = [
    "allocation_document",
    "allocation_text",
    "run_document",
    "run_text",
]
