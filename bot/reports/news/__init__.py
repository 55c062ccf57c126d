"""News for people: what became of headlines."""

from bot.reports.news.judged import events_table

__all__ = ["events_table"]
