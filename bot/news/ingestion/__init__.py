"""From feeds to the events of the news file."""

from bot.news.ingestion.retention import Retention
from bot.news.ingestion.run_over_feeds import Classify, Ingested, ingest

__all__ = ["Classify", "Ingested", "Retention", "ingest"]
