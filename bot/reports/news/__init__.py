"""News for people: what a run over feeds did, and what became of headlines."""

from bot.reports.news.ingestion import ingestion_document, ingestion_text
from bot.reports.news.judged import events_table

__all__ = ["events_table", "ingestion_document", "ingestion_text"]
