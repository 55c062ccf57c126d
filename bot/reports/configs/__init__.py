"""The config that a symbol uses and every earlier one, as text and as JSON documents."""

from bot.reports.configs.document import (
    diff_document,
    list_document,
    rollback_document,
    show_document,
)
from bot.reports.configs.history import Change, RolledBack, SymbolConfigs
from bot.reports.configs.text import diff_text, list_text, rollback_text, show_text

__all__ = [
    "Change",
    "RolledBack",
    "SymbolConfigs",
    "diff_document",
    "diff_text",
    "list_document",
    "list_text",
    "rollback_document",
    "rollback_text",
    "show_document",
    "show_text",
]
