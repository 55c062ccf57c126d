"""tools/ingest_news_to_macro_events.py: what news feeds tell, as macro events."""

from bot.programs.ingest_news.program import main

__all__ = ["main"]
